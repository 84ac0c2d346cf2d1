package dev.tocsin.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.AlertKeyTransition;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.evaluation.ScheduledEvaluator;
import dev.tocsin.engine.rule.MatchedSample;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories, cut into batches at random, against the plain reading of the specification. */
class PartitionEvaluatorOracleTest {
  private static final Duration LATENESS = Duration.ofSeconds(10);
  private static final PartitionId PARTITION = new PartitionId("metrics", 0);
  private static final int HISTORIES = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void accept_randomHistories_agreesWithTheOracle(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int transitions = 0;
    for (int history = 0; history < HISTORIES; history++) {
      List<Rule> rules = RandomHistory.rules(random);
      List<Sample> samples = RandomHistory.samples(random, "web");
      NaiveEvaluator oracle =
          new NaiveEvaluator(rules, LATENESS, AlertNaming.DEFAULT.dedupWindow());
      oracle.play(samples);
      long end =
          samples.stream().mapToLong(s -> s.timestamp().toEpochMilli()).max().orElseThrow()
              + random.nextLong(3_600_000);
      List<NaiveEvaluator.Change> expected = NaiveEvaluator.byKey(oracle.passTime(end));
      List<NaiveEvaluator.Change> found = play(rules, samples, end, random);
      assertThat(NaiveEvaluator.byKey(found))
          .as("seed %d, history %d", seed, history)
          .isEqualTo(expected);
      transitions += expected.size();
    }
    assertThat(transitions).isGreaterThan(HISTORIES);
  }

  private static List<NaiveEvaluator.Change> play(
      List<Rule> rules, List<Sample> samples, long end, RandomGenerator random) {
    RuleSet ruleSet = new RuleSet("v1", rules);
    Map<Fingerprint, AlertKeyRow> stored = new HashMap<>();
    List<NaiveEvaluator.Change> lines = new ArrayList<>();
    Optional<Instant> eventTime = Optional.empty();
    for (int at = 0; at < samples.size(); ) {
      int to = Math.min(samples.size(), at + 1 + random.nextInt(20));
      AlertKeySet keys = new AlertKeySet(stored, counts(stored), UUID::randomUUID);
      PartitionEvaluator evaluator =
          new PartitionEvaluator(
              new PartitionCursor(PARTITION, 0, eventTime, Optional.empty()),
              keys,
              shard -> Instant.EPOCH,
              LATENESS,
              AlertNaming.DEFAULT);
      for (Sample sample : samples.subList(at, to)) {
        evaluator.accept(
            new MatchedSample(sample, ruleSet.matches(sample.series())), Long.MAX_VALUE);
      }
      eventTime = evaluator.eventTime();
      keep(stored, keys, lines);
      at = to;
    }
    AlertKeySet keys = new AlertKeySet(stored, counts(stored), UUID::randomUUID);
    ScheduledEvaluator.passTime(
        keys,
        List.copyOf(stored.values()),
        ruleSet::find,
        Instant.EPOCH,
        Instant.ofEpochMilli(end));
    keep(stored, keys, lines);
    return lines;
  }

  private static void keep(
      Map<Fingerprint, AlertKeyRow> stored, AlertKeySet keys, List<NaiveEvaluator.Change> lines) {
    keys.forgotten().forEach(row -> stored.remove(row.fingerprint()));
    keys.changed().forEach(row -> stored.put(row.fingerprint(), row));
    keys.transitions().forEach(change -> lines.add(line(change)));
  }

  private static NaiveEvaluator.Change line(AlertKeyTransition change) {
    var step = change.transition();
    return new NaiveEvaluator.Change(
        step.at().toEpochMilli(),
        change.row().ruleId().value(),
        change.row().fingerprint(),
        step.from().code(),
        step.to().code(),
        step.reason().code(),
        step.value(),
        step.firing().map(firing -> firing.fireCount()).orElse(0),
        step.firing().map(firing -> firing.dedupKey().value()).orElse(null));
  }

  private static Map<RuleId, Integer> counts(Map<Fingerprint, AlertKeyRow> stored) {
    return stored.values().stream()
        .collect(Collectors.toMap(AlertKeyRow::ruleId, row -> 1, Integer::sum));
  }
}
