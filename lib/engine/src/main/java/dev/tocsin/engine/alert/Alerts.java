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

  /**
   * Firing alerts without a live key: their key does not fire, or fires with another alert. By
   * fingerprint, at most {@code limit}. Stays true until the caller's transaction ends, which has
   * the numbering of their fingerprints: none of them fires again meanwhile.
   */
  List<Alert> orphaned(int limit);

  /** The firing alert of a fingerprint, or else the one whose last event is the newest. */
  Optional<Alert> latest(Fingerprint fingerprint);

  /**
   * Draws event numbers, within the caller's transaction: for each fingerprint as many as asked,
   * without gaps over its whole history.
   *
   * @return the first number of each
   */
  Map<Fingerprint, Long> number(Map<Fingerprint, Integer> counts);
}
