package dev.tocsin.routing.group;

import java.time.Instant;
import java.util.List;

/**
 * A group as a flush finds it.
 *
 * @param dueAt when it was to be flushed
 * @param flushes how often it was flushed before
 * @param members in no order
 */
public record Group(GroupRef ref, Instant dueAt, long flushes, List<Member> members) {
  public Group {
    members = List.copyOf(members);
  }
}
