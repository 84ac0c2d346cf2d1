package dev.tocsin.core.outbox;

/**
 * An event of the outbox that is about to be sent.
 *
 * @param sends how often it was sent before; 0 for the first time
 */
public record OutboxRow(OutboxEvent event, int sends) {}
