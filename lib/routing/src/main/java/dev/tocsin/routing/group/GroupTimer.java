package dev.tocsin.routing.group;

import java.time.Instant;
import java.util.Optional;

/**
 * The timer of a group.
 *
 * @param dueAt when it is flushed next
 * @param flushedAt when it was flushed last; empty before its first flush
 */
public record GroupTimer(Instant dueAt, Optional<Instant> flushedAt) {}
