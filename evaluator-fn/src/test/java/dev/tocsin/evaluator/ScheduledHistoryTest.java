package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.testkit.oracle.NaiveEvaluator;
import dev.tocsin.testkit.oracle.RandomRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

/**
 * Scheduled rules, over several partitions whose records are taken in random cuts by instances that
 * take over from each other, with redeliveries, errors thrown at every fault point, and partitions
 * that lag: what is emitted is what one reading of all samples in their order gives.
 */
class ScheduledHistoryTest {
  private static final Duration LATENESS = Duration.ofSeconds(40);
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int HISTORIES = Math.max(4, Integer.getInteger("histories", 0) / 40);
  private static final int INSTANCES = 3;

  private final Map<FaultPoint, Integer> hits = RandomFaults.noHits();

  @Test
  void execute_keyedTopic_isAsTheOracleHasIt() {
    int emitted = 0;
    for (int seed = 1; seed <= HISTORIES; seed++) {
      emitted += play(seed, true);
    }
    assertThat(emitted).isGreaterThan(HISTORIES * 5);
    assertThat(hits.keySet())
        .contains(FaultPoint.AFTER_LOAD, FaultPoint.BEFORE_COMMIT, FaultPoint.AFTER_COMMIT);
  }

  @Test
  void execute_topicWithoutKeys_isAsTheOracleHasIt() {
    int emitted = 0;
    for (int seed = 1; seed <= HISTORIES; seed++) {
      emitted += play(-seed, false);
    }
    assertThat(emitted).isGreaterThan(HISTORIES * 3);
  }

  @Test
  void execute_rulesThatChangeInTheMiddle_isAsTheOracleHasIt() {
    int emitted = 0;
    Set<String> reasons = new HashSet<>();
    for (int seed = 1; seed <= HISTORIES; seed++) {
      emitted += playAndChange(2_000 + seed, reasons);
    }
    assertThat(emitted).isGreaterThan(HISTORIES * 5);
    assertThat(reasons).contains("rule_changed", "rule_removed");
  }

  /** Rules of all types on one partition; the change comes when all records before it are read. */
  private int playAndChange(int seed, Set<String> reasons) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Rule> rules = unlimited(RandomRules.any(random));
    List<Rule> next = unlimited(RandomRules.changed(random, rules));
    List<Sample> before = RandomRules.samples(random);
    Instant change = last(before).plus(Duration.ofSeconds(1 + random.nextInt(600)));
    List<Sample> after = from(change, RandomRules.samples(random));
    RandomFaults faults = new RandomFaults(hits, ~seed, 8);
    try (Evaluators evaluators =
        new Evaluators(
            INSTANCES, rules, faults, Map.of("tocsin.evaluator.allowed-lateness", LATENESS))) {
      evaluators.clock.set(change.minusMillis(1));
      evaluators.publish("v1", rules);
      before.forEach(sample -> evaluators.topic.add(0, sample));
      new RandomDelivery(evaluators, 1, INSTANCES, random).run();
      faults.calmDown();
      evaluators.clock.set(change);
      evaluators.tick();
      evaluators.publish("v2", next);
      evaluators.tick();
      Instant end = last(after).plus(Duration.ofMinutes(3));
      evaluators.clock.set(end);
      after.forEach(sample -> evaluators.topic.add(0, sample));
      new RandomDelivery(evaluators, 1, INSTANCES, random).run();
      evaluators.tick();

      NaiveEvaluator oracle = new NaiveEvaluator(rules, LATENESS, WINDOW);
      oracle.play(before);
      oracle.change(next, change.minus(LATENESS).toEpochMilli());
      oracle.play(after);
      List<Reported> expected = emitted(oracle, end);
      expected.forEach(item -> reasons.add(item.reason()));
      return assertReported(
          evaluators, seed, Stream.of(rules, next).flatMap(List::stream).toList(), expected);
    }
  }

  /** Without keys that are expected, since these count from the activation. */
  private static List<Rule> unlimited(List<Rule> rules) {
    return rules.stream()
        .filter(rule ->
            !(rule.condition() instanceof ScheduledCondition schedule)
                || schedule.expected().isEmpty())
        .map(RandomRules::unlimited)
        .toList();
  }

  /** The same samples, so much later that none is as old as this. */
  private static List<Sample> from(Instant time, List<Sample> samples) {
    long first = samples.stream().mapToLong(Sample::at).min().orElseThrow();
    return samples.stream()
        .map(sample ->
            new Sample(
                sample.series(), sample.value(), sample.at() - first + time.toEpochMilli() + 1))
        .toList();
  }

  private int play(int seed, boolean keyed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Rule> rules = scheduled(random);
    int partitions = 1 + random.nextInt(8);
    List<Placed> placed = placed(random, partitions, keyed);
    RandomFaults faults = new RandomFaults(hits, ~seed, 8);
    try (Evaluators evaluators =
        new Evaluators(
            INSTANCES, rules, faults, Map.of("tocsin.evaluator.allowed-lateness", LATENESS))) {
      placed.forEach(item -> evaluators.topic.add(item.partition(), item.sample()));
      Instant end =
          last(placed.stream().map(Placed::sample).toList())
              .plus(Duration.ofMinutes(random.nextInt(60)));
      evaluators.clock.set(end);
      new RandomDelivery(evaluators, partitions, INSTANCES, random).run();
      faults.calmDown();
      evaluators.tick();
      evaluators.clock.advance(Duration.ofMinutes(3));
      evaluators.tick();

      NaiveEvaluator oracle = new NaiveEvaluator(rules, LATENESS, WINDOW);
      oracle.play(placed.stream().map(Placed::sample).toList());
      return assertReported(
          evaluators, seed, rules, emitted(oracle, end.plus(Duration.ofMinutes(3))));
    }
  }

  private static int assertReported(
      Evaluators evaluators, int seed, List<Rule> rules, List<Reported> expected) {
    Collection<AlertChanged> events = Reported.distinct(evaluators.queues.events(QueueName.NOTIFY));
    assertThat(events.stream().map(Reported::of).sorted(Reported.ORDER).toList())
        .as("seed %d", seed)
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(Comparator.nullsFirst(near(accuracy(rules))), Double.class)
                .build())
        .containsExactlyElementsOf(expected);
    Reported.assertNumberedWithoutGaps(events);
    evaluators.assertReadToTheEnd();
    return expected.size();
  }

  /** Sums may differ in their last bits; percentiles are accurate to 1 %. */
  private static double accuracy(List<Rule> rules) {
    return rules.stream().anyMatch(rule -> rule.condition().toString().contains("aggregate=P"))
        ? 0.011
        : 1e-9;
  }

  private static Comparator<Double> near(double accuracy) {
    return (first, second) ->
        Math.abs(first - second) <= accuracy * Math.max(1, Math.abs(second))
            ? 0
            : Double.compare(first, second);
  }

  private record Placed(int partition, Sample sample) {}

  /**
   * Rules without limits, since partitions have no order in which a limit could be reached, and
   * without keys that are expected, since these count from the activation.
   */
  private static List<Rule> scheduled(RandomGenerator random) {
    List<Rule> rules = new ArrayList<>();
    while (rules.isEmpty()) {
      RandomRules.any(random).stream()
          .filter(rule ->
              rule.condition() instanceof ScheduledCondition schedule
                  && schedule.expected().isEmpty())
          .map(RandomRules::unlimited)
          .forEach(rules::add);
    }
    return rules;
  }

  /** Of partitions, no two have samples of one time: these would have no order. */
  private static List<Placed> placed(RandomGenerator random, int partitions, boolean keyed) {
    List<Placed> placed = new ArrayList<>();
    for (Sample sample : RandomRules.samples(random)) {
      int partition =
          keyed
              ? Math.floorMod(sample.labels().get("instance_id").hashCode(), partitions)
              : random.nextInt(partitions);
      long at = Math.floorDiv(sample.timestamp().toEpochMilli(), 8) * 8 + partition;
      placed.add(
          new Placed(
              partition,
              new Sample(
                  sample.metricName(), sample.labels(), sample.value(), Instant.ofEpochMilli(at))));
    }
    return keyed
        ? placed
        : placed.stream().sorted(Comparator.comparing(item -> item.sample().timestamp())).toList();
  }

  private static List<Reported> emitted(NaiveEvaluator oracle, Instant clock) {
    return oracle.passTime(clock.minus(LATENESS).toEpochMilli()).stream()
        .filter(line -> line.to().equals("firing") || line.from().equals("firing"))
        .map(Reported::of)
        .sorted(Reported.ORDER)
        .toList();
  }

  private static Instant last(List<Sample> samples) {
    return samples.stream().map(Sample::timestamp).max(Instant::compareTo).orElseThrow();
  }
}
