package dev.tocsin.routing.response;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reactions that are awaited, at most one to each alert. Whoever changes those of an alert
 * holds the alert.
 */
public interface ResponseTimers {
  /** Saves timers in place of those of the same alerts. */
  void save(Collection<ResponseTimer> timers);

  void remove(Collection<Fingerprint> alerts);

  /** Those that are overdue no more, and are looked at again at a time. */
  void lookAt(Collection<Fingerprint> alerts, Instant at);

  /** Has all alerts looked at, at a time at the latest; those overdue stay so until then. */
  void lookAtAll(Instant at);

  /** The alerts to look at, longest due first. Nothing is locked. */
  List<Fingerprint> due(int limit, Instant now);

  /** When the next alert is to be looked at, if at {@code within} or before. */
  Optional<Instant> nextDue(Instant within);

  /** The timers of alerts, by alert. */
  Map<Fingerprint, ResponseTimer> find(Collection<Fingerprint> alerts);

  /** How many alerts that have not ended at a time are overdue. */
  int countOverdue(Instant now);

  /**
   * Forgets the timers from before a time of alerts that ended before it or are not known. Returns
   * how many.
   */
  int forget(Instant endedBefore);
}
