package dev.tocsin.routing.state;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The acknowledgements of alerts; an alert has at most one that has not ended. */
public interface Acknowledgements {
  /** Those that hold at a time, by alert. */
  Map<Fingerprint, Acknowledgement> holding(Collection<Fingerprint> alerts, Instant now);

  /**
   * Adds one that has not ended, in place of one whose time is up. The caller's transaction holds
   * the alert.
   */
  void add(Acknowledgement acknowledgement);

  /** Ends those of these alerts that hold at the time of the end. Returns how many. */
  int end(Collection<Fingerprint> alerts, Acknowledgement.End end);

  /**
   * Those of an alert, ended ones too, the newest first.
   *
   * @param before only those that were made before this time
   */
  List<Acknowledgement> of(Fingerprint alert, Instant before, int limit);

  /** Forgets those whose time was up before a time. Returns how many. */
  int forget(Instant before);
}
