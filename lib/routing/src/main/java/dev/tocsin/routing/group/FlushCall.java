package dev.tocsin.routing.group;

import java.time.Instant;

/**
 * A call for a flush of a group, since an event waits for it.
 *
 * @param firstFlush when the group is flushed first if it was not flushed yet, as {@link
 *     Joining#firstFlush}
 * @param atOnce whether it is flushed then at the latest also if it was flushed before
 */
public record FlushCall(GroupRef group, Instant firstFlush, boolean atOnce) {}
