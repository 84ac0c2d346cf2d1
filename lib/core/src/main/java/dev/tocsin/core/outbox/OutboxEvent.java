package dev.tocsin.core.outbox;

import java.util.UUID;

/**
 * An event that waits to be sent to one queue.
 *
 * @param body the event as one JSON object
 */
public record OutboxEvent(UUID eventId, Lane lane, String body) {}
