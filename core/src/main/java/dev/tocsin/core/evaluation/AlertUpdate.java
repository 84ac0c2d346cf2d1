package dev.tocsin.core.evaluation;

import dev.tocsin.core.alert.Alert;
import dev.tocsin.core.message.AlertChanged;

/** What a told transition makes of its alert, and the event that tells of it. */
public record AlertUpdate(Alert alert, AlertChanged event) {}
