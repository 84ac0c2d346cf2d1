package dev.tocsin.core.remediation;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The newest that remediation knows of each alert, so that an older event is history only. */
public interface KnownAlerts {
  /**
   * What was last heard of a fingerprint.
   *
   * @param seq number of the newest event
   * @param heard when it came
   */
  record KnownAlert(
      Fingerprint fingerprint, long seq, UUID alertId, boolean fires, Instant heard) {}

  Map<Fingerprint, KnownAlert> load(Collection<Fingerprint> fingerprints);

  /** Whether the newest that is known of an alert's fingerprint is that this very alert fires. */
  default boolean fires(AlertSnapshot alert) {
    Fingerprint fingerprint = Fingerprint.parse(alert.fingerprint());
    KnownAlert known = load(List.of(fingerprint)).get(fingerprint);
    return known != null && known.fires() && known.alertId().equals(alert.alertId());
  }

  /** Writes what is newer than what is there; at most one for each fingerprint. */
  void save(Collection<KnownAlert> alerts);

  /** Forgets alerts that do not fire and were last heard of before {@code before}. */
  int purge(Instant before);
}
