package dev.tocsin.engine.evaluation;

import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.engine.alert.Alert;

/** What a told transition makes of its alert, and the event that tells of it. */
public record AlertUpdate(Alert alert, AlertChanged event) {}
