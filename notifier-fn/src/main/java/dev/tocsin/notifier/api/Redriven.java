package dev.tocsin.notifier.api;

import io.micronaut.serde.annotation.Serdeable;
import java.util.UUID;

/** The answer when a dead letter, or a dead delivery, is on its way again. */
@Serdeable
record Redriven(UUID id, String status) {}
