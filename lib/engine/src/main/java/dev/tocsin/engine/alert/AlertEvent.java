package dev.tocsin.engine.alert;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.UUID;

/**
 * One entry of an alert's history.
 *
 * @param kind {@code fired}, {@code refired}, {@code resolved} …
 * @param at event time
 * @param recordedAt when it was written; the day decides its partition
 * @param body the whole event as one JSON object
 */
public record AlertEvent(
    UUID eventId,
    UUID alertId,
    Fingerprint fingerprint,
    long seq,
    String kind,
    Instant at,
    Instant recordedAt,
    String body) {}
