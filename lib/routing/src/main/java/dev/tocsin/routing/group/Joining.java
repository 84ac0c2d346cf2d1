package dev.tocsin.routing.group;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;

/**
 * An alert that joins a group, or is in it and has news.
 *
 * @param updatedAt the alert's; a flush that saw an older one does not make it leave
 * @param firstFlush when the group is flushed first if it was not flushed yet: the earliest of all
 *     that join counts
 */
public record Joining(GroupRef group, Fingerprint alert, Instant updatedAt, Instant firstFlush) {}
