package dev.tocsin.engine.alert;

import com.google.protobuf.ByteString;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.cursor.PartitionId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A key as it is stored. A key whose phase is none has a row only while its past counts.
 *
 * @param partition where the sample came from that changed a key of a per-sample rule last; none:
 *     of a scheduled rule
 * @param labels the labels of its alert
 * @param past what is remembered of the samples of a key that is evaluated per sample, as written
 * @param value what its last transition compared
 * @param alertId the alert of its last firing
 * @param due the first evaluation time at which time alone changes it
 * @param version as it was loaded; 0: not stored yet
 */
public record AlertKeyRow(
    Fingerprint fingerprint,
    RuleId ruleId,
    Optional<PartitionId> partition,
    Labels labels,
    AlertKeyState state,
    Optional<ByteString> past,
    Optional<Double> value,
    Optional<UUID> alertId,
    Optional<Instant> due,
    long version) {
  /** A key of which nothing is remembered. */
  public static AlertKeyRow none(
      Fingerprint fingerprint, RuleId ruleId, Optional<PartitionId> partition, Labels labels) {
    return new AlertKeyRow(
        fingerprint,
        ruleId,
        partition,
        labels,
        AlertKeyState.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** The same row in another version. */
  public AlertKeyRow withVersion(long other) {
    return new AlertKeyRow(
        fingerprint, ruleId, partition, labels, state, past, value, alertId, due, other);
  }
}
