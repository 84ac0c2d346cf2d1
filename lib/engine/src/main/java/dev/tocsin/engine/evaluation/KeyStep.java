package dev.tocsin.engine.evaluation;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.Step;

/** What a grid point made of a key. */
public record KeyStep(Fingerprint key, Step step) {}
