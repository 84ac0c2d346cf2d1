package dev.tocsin.notifier.ingest;

/**
 * A message as it came from the queue.
 *
 * @param group its message group; messages of a group stay in order
 */
public record QueuedMessage(String id, String group, String body) {}
