package dev.tocsin.engine.alert;

import dev.tocsin.core.label.Fingerprint;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The alerts, open and past, and the numbering of their events. */
public interface Alerts {
  /** Inserts alerts or replaces what the evaluator knows of them. No id twice. */
  void save(Collection<Alert> alerts);

  Map<UUID, Alert> load(Collection<UUID> ids);

  /**
   * Firing alerts, by fingerprint, at most {@code limit}.
   *
   * @param after those that come after this one; none: from the first on
   */
  List<Alert> firing(Optional<Fingerprint> after, int limit);

  /** The alert of a fingerprint whose last event is the newest. */
  Optional<Alert> latest(Fingerprint fingerprint);

  /**
   * Draws event numbers, within the caller's transaction: for each fingerprint as many as asked,
   * without gaps over its whole history.
   *
   * @return the first number of each
   */
  Map<Fingerprint, Long> number(Map<Fingerprint, Integer> counts);
}
