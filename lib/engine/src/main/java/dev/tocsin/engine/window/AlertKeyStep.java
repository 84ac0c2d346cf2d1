package dev.tocsin.engine.window;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.Step;

/** What an evaluation time made of a key. */
public record AlertKeyStep(Fingerprint key, Step step) {}
