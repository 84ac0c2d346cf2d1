package dev.tocsin.engine.alert;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An alert as the evaluator sees it: begun by a firing, continued by those with the same dedup key.
 *
 * @param phase firing or resolved
 * @param annotations rendered at the last firing
 * @param startedAt event time of its first firing
 * @param changedAt event time of its last transition
 * @param reason of its last transition
 * @param value what its last transition compared
 * @param seq number of its last event among those of its fingerprint
 */
public record Alert(
    UUID id,
    Fingerprint fingerprint,
    DedupKey dedupKey,
    RuleId ruleId,
    String name,
    String description,
    Severity severity,
    String metricName,
    String instanceId,
    Labels labels,
    Map<String, String> annotations,
    Optional<String> runbookUrl,
    Optional<String> operator,
    Optional<Double> threshold,
    Phase phase,
    Reason reason,
    Instant startedAt,
    Instant changedAt,
    Optional<Double> value,
    int fireCount,
    long seq) {
  public Alert {
    annotations = Map.copyOf(annotations);
  }
}
