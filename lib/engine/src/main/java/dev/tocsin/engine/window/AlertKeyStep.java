package dev.tocsin.engine.window;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.Step;

/** What a grid point made of a key. */
public record AlertKeyStep(Fingerprint key, Step step) {}
