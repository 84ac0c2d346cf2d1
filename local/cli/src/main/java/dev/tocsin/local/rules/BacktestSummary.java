package dev.tocsin.local.rules;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.engine.replay.Replay;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.IgnoredReason;
import dev.tocsin.formats.Decoded;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a backtest prints beside the transitions: records that are no samples, and counts. */
final class BacktestSummary {
  private final JsonFactory factory;
  private final PrintWriter err;
  private long records;
  private long deadLetters;

  BacktestSummary(JsonFactory factory, PrintWriter err) {
    this.factory = factory;
    this.err = err;
  }

  void countRecord() {
    records++;
  }

  /**
   * A record that is no sample.
   *
   * @param file empty when there is only one
   * @param line from 1
   */
  void deadLetter(String file, long line, Decoded.Rejected rejected) throws IOException {
    deadLetters++;
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(text)) {
      json.writeStartObject();
      if (!file.isEmpty()) {
        json.writeStringField("file", file);
      }
      json.writeNumberField("line", line);
      json.writeStringField("reason", rejected.reason().code());
      json.writeStringField("detail", rejected.detail());
      json.writeEndObject();
    }
    err.println(text);
  }

  void print(Replay replay, Map<RuleId, Long> transitions) {
    err.println("records: " + records);
    err.println("dead-lettered: " + deadLetters);
    Ignored all = replay.ignored().values().stream().reduce(Ignored.NONE, Ignored::plus);
    err.println(all.isEmpty() ? "ignored: 0" : "ignored:");
    for (IgnoredReason reason : IgnoredReason.values()) {
      if (all.of(reason) > 0) {
        err.println("  %s: %s".formatted(reason.code(), byRule(ignored(replay, reason))));
      }
    }
    err.println("transitions: " + byRule(transitions));
    if (!replay.withoutSamples().isEmpty()) {
      err.println(
          "rules that matched no series: "
              + replay.withoutSamples().stream().map(RuleId::value).collect(joining(", ")));
    }
    if (!replay.cameBack().isEmpty()) {
      err.println("rules whose keys ended by no_data and came back: " + byRule(replay.cameBack()));
    }
    err.flush();
  }

  private static Map<RuleId, Long> ignored(Replay replay, IgnoredReason reason) {
    Map<RuleId, Long> counts = new HashMap<>();
    replay.ignored().forEach((rule, ignored) -> counts.put(rule, ignored.of(reason)));
    counts.values().removeIf(number -> number == 0);
    return counts;
  }

  /** {@code 12 (cpu_high 10, disk_full 2)}. */
  private static String byRule(Map<RuleId, Long> counts) {
    long sum = counts.values().stream().mapToLong(Long::longValue).sum();
    if (sum == 0) {
      return "0";
    }
    Map<String, Long> sorted = new TreeMap<>();
    counts.forEach((rule, count) -> sorted.put(rule.value(), count));
    return sum
        + sorted.entrySet().stream()
            .map(rule -> rule.getKey() + " " + rule.getValue())
            .collect(joining(", ", " (", ")"));
  }
}
