package dev.tocsin.local.upstream;

import java.time.Duration;

/** An action at a time since the scenario's start. */
record Step(Duration at, Action action) {}
