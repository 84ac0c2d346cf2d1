package dev.tocsin.core.evaluation;

import dev.tocsin.core.alert.Step;
import dev.tocsin.core.label.Fingerprint;

/** What a grid point made of a key. */
public record KeyStep(Fingerprint key, Step step) {}
