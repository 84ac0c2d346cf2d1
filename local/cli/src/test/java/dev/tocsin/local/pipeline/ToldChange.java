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
record ToldChange(
    Instant at,
    String ruleId,
    String fingerprint,
    String state,
    String reason,
    @Nullable Double value,
    int fireCount,
    @Nullable String dedupKey) {
  static ToldChange of(NaiveEvaluator.Line line) {
    return new ToldChange(
        Instant.ofEpochMilli(line.at()),
        line.ruleId(),
        line.fingerprint().toString(),
        line.to(),
        line.reason(),
        line.value(),
        line.fireCount(),
        line.dedupKey());
  }

  static ToldChange of(Receiver.Told told) {
    JsonNode value = told.body().path("value");
    return new ToldChange(
        Instant.parse(told.text("timestamp")),
        told.text("rule_id"),
        told.text("fingerprint"),
        told.state(),
        told.text("reason"),
        value.isNumber() ? value.doubleValue() : null,
        told.body().path("fire_count").intValue(),
        told.text("dedup_key"));
  }

  /** The changes of each key, in the order given. */
  static Map<String, List<ToldChange>> byKey(List<ToldChange> changes) {
    return changes.stream().collect(groupingBy(ToldChange::fingerprint));
  }
}
