package dev.tocsin.routing.group;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** The timers of groups, to look at; {@link Groups} moves them. */
public interface GroupTimers {
  /** The timers of those groups that exist, by group. */
  Map<UUID, GroupTimer> find(Collection<UUID> groups);
}
