package dev.tocsin.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.replay.Replay;
import dev.tocsin.engine.replay.TransitionLine;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules of all types over random histories, against the specification done plainly. */
class ReplayOracleTest {
  /** How many are played; {@code -Dhistories=2000} plays more. */
  private static final int HISTORIES = Integer.getInteger("histories", 50);

  @Test
  void anyHistory_anyTypes_replayAgreesWithTheSpecification() {
    Map<String, Integer> reasons = new TreeMap<>();
    Ignored ignored = Ignored.NONE;
    long cameBack = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      List<Rule> rules = RandomRules.any(random);
      List<Sample> samples = RandomRules.samplesOfWrongClocks(random);
      Duration lateness = Duration.ofSeconds(random.nextInt(3) * 10L);
      long end = samples.getLast().timestamp().toEpochMilli() + random.nextLong(8_000_000);

      NaiveEvaluator naive = new NaiveEvaluator(rules, lateness, AlertNaming.DEFAULT.dedupWindow());
      var unused = naive.play(samples);
      List<NaiveEvaluator.Change> expected = naive.passTime(end);
      List<TransitionLine> found = new ArrayList<>();
      Replay replay = new Replay(RuleSet.of(rules), lateness, AlertNaming.DEFAULT, found::add);
      samples.forEach(replay::accept);
      replay.passTime(Instant.ofEpochMilli(end));

      assertThat(found.stream().map(ReplayOracleTest::plain).toList())
          .as("seed %d, %s", seed, rules)
          .usingRecursiveFieldByFieldElementComparatorOnFields(
              "at", "ruleId", "fingerprint", "from", "to", "reason", "fireCount", "dedupKey")
          .isEqualTo(expected);
      compareValues(seed, rules, expected, found);
      assertThat(ignored(replay))
          .as("ignored, seed %d, %s", seed, rules)
          .isEqualTo(naive.ignored());
      expected.forEach(line -> reasons.merge(line.reason(), 1, Integer::sum));
      ignored = naive.ignored().values().stream().reduce(ignored, Ignored::plus);
      cameBack += replay.cameBack().size();
    }
    System.out.println(reasons + ", " + ignored + ", rules whose keys came back: " + cameBack);
    assertThat(reasons)
        .containsOnlyKeys(
            "condition_met",
            "duration_met",
            "refired",
            "condition_cleared",
            "inactive",
            "no_data",
            "forgotten")
        .allSatisfy((reason, count) -> assertThat(count).isGreaterThan(HISTORIES / 10));
    assertThat(ignored.outOfOrder()).isGreaterThan(HISTORIES);
    assertThat(ignored.duplicates()).isGreaterThan(HISTORIES);
    assertThat(ignored.beyondLimit()).isGreaterThan(HISTORIES);
    assertThat(cameBack).isGreaterThan(HISTORIES / 10);
  }

  private static void compareValues(
      int seed,
      List<Rule> rules,
      List<NaiveEvaluator.Change> expected,
      List<TransitionLine> found) {
    Map<String, Double> accuracy = new HashMap<>();
    rules.forEach(rule ->
        accuracy.put(rule.id().value(), rule.condition().toString().contains("=P") ? 0.01 : 1e-9));
    for (int at = 0; at < expected.size(); at++) {
      Double value = expected.get(at).value();
      Double actual = found.get(at).transition().value();
      if (value == null || actual == null) {
        assertThat(actual).as("value, seed %d, line %d", seed, at).isEqualTo(value);
      } else {
        double margin =
            Math.abs(value) * accuracy.getOrDefault(expected.get(at).ruleId(), 0.0) + 1e-9;
        assertThat(Math.abs(actual - value))
            .as("value %s and %s, seed %d, line %s", actual, value, seed, expected.get(at))
            .isLessThanOrEqualTo(margin);
      }
    }
  }

  private static Map<String, Ignored> ignored(Replay replay) {
    return replay.ignored().entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().value(), Map.Entry::getValue));
  }

  private static NaiveEvaluator.Change plain(TransitionLine line) {
    return new NaiveEvaluator.Change(
        line.transition().at().toEpochMilli(),
        line.ruleId().value(),
        line.labels().fingerprint(),
        line.transition().from().code(),
        line.transition().to().code(),
        line.transition().reason().code(),
        line.transition().value(),
        line.fireCount(),
        line.transition()
            .firing()
            .map(AlertKeyState.Firing::dedupKey)
            .map(Object::toString)
            .orElse(null));
  }
}
