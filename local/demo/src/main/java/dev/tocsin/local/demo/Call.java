package dev.tocsin.local.demo;

import java.time.Duration;

/**
 * One request as its caller saw it: how long it took, and whether it failed (status 5xx, or no
 * answer in time).
 */
record Call(Duration latency, boolean failed) {}
