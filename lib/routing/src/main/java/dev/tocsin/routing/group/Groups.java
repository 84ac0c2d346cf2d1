package dev.tocsin.routing.group;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.flush.NotificationLog;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The groups, their members and their timers. Each method is part of the caller's transaction; a
 * group that one transaction flushes is passed over by the others.
 */
public interface Groups {
  /**
   * Puts alerts into groups, and makes groups that are not there with a timer. A group that was not
   * flushed yet is flushed at the earliest {@link Joining#firstFlush}. The caller's transaction
   * holds the alerts ({@link dev.tocsin.routing.alert.RoutedAlerts#lock}, or saved as new).
   *
   * @param joining a group and an alert at most once
   * @param calls for flushes of events; a group for which one is made need not have members
   */
  void join(Collection<Joining> joining, Collection<FlushCall> calls, Instant now);

  /** {@link #join} of alerts without events. */
  default void join(Collection<Joining> joining, Instant now) {
    join(joining, List.of(), now);
  }

  /** Locks groups that are due, those due longest first, and loads them. */
  List<Group> claimDue(int limit, Instant now);

  /**
   * Has groups flushed at once, those that are late included: their flush counts as one of now. A
   * group that was not flushed yet keeps the time of its first flush.
   */
  void flushNow(Collection<UUID> groups, Instant now);

  /** When the group that is due first is due, if at {@code within} or before. */
  Optional<Instant> nextDue(Instant within);

  /** Writes what flushes made of groups that {@link #claimDue} locked. */
  void flushed(Collection<Flushed> flushed, Instant now);

  /**
   * What integrations know of groups, by group and {@link
   * dev.tocsin.routing.config.Integration#key}; entries that expired are left out.
   */
  Map<UUID, Map<String, NotificationLog>> logs(Collection<UUID> groups, Instant now);

  /** Adds what was decided. */
  void record(Collection<FlushRecord> records);

  /** Writes what integrations were notified of; a group and an integration at most once. */
  void log(Collection<Notified> notified);

  /** Takes out alerts, but for those with news since. */
  void leave(Collection<Leaving> leaving);

  /** Removes groups without members and events to decide on that are not locked. */
  int removeEmpty(int limit);

  /** Removes groups whose route is not among these, with their timers and members. */
  int removeOthers(Set<String> routeIds);

  /** Removes all groups: their timers begin anew when their alerts join again. */
  void removeAll();

  /** The alerts that are in any group. */
  Set<Fingerprint> members();

  /** The groups of alerts, by alert. */
  Map<Fingerprint, List<GroupRef>> of(Collection<Fingerprint> alerts);

  /**
   * The alerts of groups that any integration knows as open ({@link NotificationLog#open}), by
   * group; an entry that expired is none.
   */
  Map<UUID, Set<Fingerprint>> open(Collection<UUID> groups, Instant now);

  /** What an integration knows of a group; an entry that expired is none. */
  Optional<NotificationLog> logOf(UUID group, String integration, Instant now);
}
