package dev.tocsin.routing.alert;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One occurrence of an alert, as it is routed and notified.
 *
 * @param fingerprint the labels' ({@link Labels#fingerprint})
 * @param endsAt when it ended or will end; empty while it fires until its source says otherwise
 * @param updatedAt when its source last spoke of it
 * @param endIsTimeout whether {@code endsAt} is only when the source counts as silent
 * @param generatorUrl where its source shows it; may be empty
 */
public record Alert(
    Labels labels,
    Fingerprint fingerprint,
    Map<String, String> annotations,
    Instant startsAt,
    Optional<Instant> endsAt,
    Instant updatedAt,
    boolean endIsTimeout,
    String generatorUrl,
    AlertSource source) {
  public Alert {
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  /** Whether it has ended at a time; its last moment counts as ended, as in Alertmanager. */
  public boolean isResolvedAt(Instant now) {
    return endsAt.filter(end -> !end.isAfter(now)).isPresent();
  }
}
