package dev.tocsin.engine.evaluation;

import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.engine.alert.Alert;

/** What a reported transition makes of its alert, and the event that reports it. */
public record AlertUpdate(Alert alert, AlertChanged event) {}
