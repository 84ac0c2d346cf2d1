package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.replay.Replay;
import dev.tocsin.engine.replay.TransitionLine;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.testkit.oracle.NaiveEvaluator;
import dev.tocsin.testkit.oracle.RandomRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Histories written as JSON records, in all forms that say the same: what a backtest makes of the
 * records is what the specification, done plainly, makes of the samples.
 */
class JsonHistoriesTest {
  /** How many are played; {@code -Dhistories=2000} plays more. */
  private static final int HISTORIES = Integer.getInteger("histories", 20);

  private final JsonSampleDecoder decoder = new JsonSampleDecoder();

  @Test
  void replay_ofRecordsWithNullsAndWithoutInstance_agreesWithTheSpecification() {
    int transitions = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      List<Rule> rules = RandomRules.any(random);
      List<Sample> samples = RandomRules.samplesOfWrongClocks(random);
      Duration lateness = Duration.ofSeconds(10);
      long end = samples.getLast().at() + random.nextLong(8_000_000);

      NaiveEvaluator naive = new NaiveEvaluator(rules, lateness, AlertNaming.DEFAULT.dedupWindow());
      var unused = naive.play(samples);
      List<String> expected = naive.passTime(end).stream().map(JsonHistoriesTest::text).toList();
      List<String> found = new ArrayList<>();
      Replay replay =
          new Replay(
              RuleSet.of(rules), lateness, AlertNaming.DEFAULT, line -> found.add(text(line)));
      for (Sample sample : samples) {
        String record = record(sample, random);
        List<Sample> decoded = decoder.decode(record.getBytes(UTF_8), Instant.MAX).samples();
        assertThat(decoded).as(record).containsExactly(sample);
        replay.accept(decoded);
      }
      replay.passTime(Instant.ofEpochMilli(end));

      assertThat(found).as("seed %d, %s", seed, rules).isEqualTo(expected);
      transitions += expected.size();
    }
    assertThat(transitions).isGreaterThan(HISTORIES);
  }

  private static String record(Sample sample, Random random) {
    List<String> fields = new ArrayList<>();
    fields.add("\"metric_name\":\"" + sample.metricName() + '"');
    fields.add("\"value\":" + BigDecimal.valueOf(sample.value()).toPlainString());
    fields.add("\"timestamp\":" + time(sample, random));
    if (sample.labels().has("instance_id")) {
      fields.add("\"instance_id\":\"" + sample.labels().get("instance_id") + '"');
    } else if (random.nextBoolean()) {
      fields.add("\"instance_id\":null");
    }
    List<String> tags = new ArrayList<>();
    sample
        .labels()
        .asMap()
        .forEach((name, value) -> {
          if (!name.equals("instance_id")) {
            tags.add("\"%s\":\"%s\"".formatted(name, value));
          }
        });
    if (!tags.isEmpty() || random.nextBoolean()) {
      if (random.nextInt(3) == 0) {
        tags.add("\"absent\":null");
      }
      fields.add(
          tags.stream()
              .reduce((one, other) -> one + "," + other)
              .map(all -> "\"tags\":{" + all + "}")
              .orElse("\"tags\":null"));
    }
    if (random.nextInt(3) == 0) {
      fields.add("\"unknown\":[null,{}]");
    }
    return "{" + String.join(",", fields) + "}";
  }

  private static String time(Sample sample, Random random) {
    return random.nextBoolean()
        ? '"' + sample.timestamp().toString() + '"'
        : BigDecimal.valueOf(sample.at(), 3).toPlainString();
  }

  private static String text(NaiveEvaluator.Change line) {
    return "%d %s %s %s>%s %s %d %s"
        .formatted(
            line.at(),
            line.ruleId(),
            line.fingerprint(),
            line.from(),
            line.to(),
            line.reason(),
            line.fireCount(),
            line.dedupKey());
  }

  private static String text(TransitionLine line) {
    return "%d %s %s %s>%s %s %d %s"
        .formatted(
            line.transition().at().toEpochMilli(),
            line.ruleId(),
            line.labels().fingerprint(),
            line.transition().from().code(),
            line.transition().to().code(),
            line.transition().reason().code(),
            line.fireCount(),
            line.transition().firing().map(AlertKeyState.Firing::dedupKey).orElse(null));
  }
}
