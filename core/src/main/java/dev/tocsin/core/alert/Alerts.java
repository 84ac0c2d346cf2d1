package dev.tocsin.core.alert;

import dev.tocsin.core.label.Fingerprint;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The alerts, open and past, and the numbering of their events. */
public interface Alerts {
  /** Inserts alerts or replaces what the evaluator knows of them. No id twice. */
  void save(Collection<Alert> alerts);

  Map<UUID, Alert> load(Collection<UUID> ids);

  /** All firing alerts, by fingerprint, at most {@code limit}. */
  List<Alert> firing(int limit);

  /**
   * Draws event numbers, within the caller's transaction: for each fingerprint as many as asked,
   * without gaps over its whole history.
   *
   * @return the first number of each
   */
  Map<Fingerprint, Long> number(Map<Fingerprint, Integer> counts);
}
