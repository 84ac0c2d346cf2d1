package dev.tocsin.routing.alert;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The alerts that are routed: of each label set its current or last occurrence. */
public interface RoutedAlerts {
  /**
   * Locks and returns those that are known. Of those unknown another transaction may save one
   * first: then {@link #save} throws {@link dev.tocsin.core.outbox.TransactionConflict}.
   */
  Map<Fingerprint, Alert> lock(Collection<Fingerprint> fingerprints);

  /**
   * Saves alerts that the caller's transaction locked or found unknown.
   *
   * @param known the fingerprints that {@link #lock} found
   */
  void save(Collection<Alert> alerts, Collection<Fingerprint> known);

  /** All that are not forgotten, in the order of their fingerprints. */
  List<Alert> all();

  /**
   * Some of all, in an order that is always the same.
   *
   * @param place only those behind this alert, which need not be known
   */
  List<Alert> after(Optional<Fingerprint> place, int limit);

  /** Those that have not ended at a time, in the order of their fingerprints. */
  List<Alert> active(Instant now);

  Map<Fingerprint, Alert> find(Collection<Fingerprint> fingerprints);

  /**
   * Forgets alerts that ended before a time and are in no group; the time-out of those that timed
   * out stays as their last event. Returns how many.
   */
  int forget(Instant endedBefore, int limit);
}
