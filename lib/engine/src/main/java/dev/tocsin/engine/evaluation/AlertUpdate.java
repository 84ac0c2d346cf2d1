package dev.tocsin.engine.evaluation;

import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.engine.alert.Alert;

/** What an emitted transition makes of its alert, and the event that is emitted. */
public record AlertUpdate(Alert alert, AlertChanged event) {}
