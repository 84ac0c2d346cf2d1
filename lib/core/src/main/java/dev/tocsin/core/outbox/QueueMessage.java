package dev.tocsin.core.outbox;

/**
 * One message for a FIFO queue.
 *
 * @param group message group: messages of a group stay in order
 * @param deduplicationId differs whenever the events bundled, or the number of the resend, differ
 * @param body {@code {"version":1,"shard":N,"events":[…]}}; up to 100 events or 200 KiB
 */
public record QueueMessage(String group, String deduplicationId, String body) {}
