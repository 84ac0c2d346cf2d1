package dev.tocsin.local.pipeline;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.local.trial.Receiver;
import dev.tocsin.testkit.oracle.NaiveEvaluator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A firing, a firing again or a resolution: what a notification says that the oracle knows too. */
record ReportedChange(
    Instant at,
    String ruleId,
    String fingerprint,
    String state,
    String reason,
    @Nullable Double value,
    int fireCount,
    @Nullable String dedupKey) {
  static ReportedChange of(NaiveEvaluator.Change line) {
    return new ReportedChange(
        Instant.ofEpochMilli(line.at()),
        line.ruleId(),
        line.fingerprint().toString(),
        line.to(),
        line.reason(),
        line.value(),
        line.fireCount(),
        line.dedupKey());
  }

  static ReportedChange of(Receiver.Reported reported) {
    JsonNode value = reported.body().path("value");
    return new ReportedChange(
        Instant.parse(reported.text("timestamp")),
        reported.text("rule_id"),
        reported.text("fingerprint"),
        reported.state(),
        reported.text("reason"),
        value.isNumber() ? value.doubleValue() : null,
        reported.body().path("fire_count").intValue(),
        reported.text("dedup_key"));
  }

  /** The changes of each key, in the order given. */
  static Map<String, List<ReportedChange>> byKey(List<ReportedChange> changes) {
    return changes.stream().collect(groupingBy(ReportedChange::fingerprint));
  }
}
