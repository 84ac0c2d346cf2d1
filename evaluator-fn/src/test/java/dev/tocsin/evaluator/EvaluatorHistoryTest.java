package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.testkit.oracle.NaiveEvaluator;
import dev.tocsin.testkit.oracle.RandomHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Random histories over several partitions, taken in random cuts by instances that take over from
 * each other, with redeliveries and with errors thrown at every fault point: what is notified is
 * what a plain reading of the rules gives.
 */
class EvaluatorHistoryTest {
  private static final Duration LATENESS = Duration.ofSeconds(10);
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int HISTORIES = 12;
  private static final int INSTANCES = 3;
  private static final int LEAST_HITS = 20;

  private final Map<FaultPoint, Integer> hits = RandomFaults.noHits();

  @Test
  void execute_randomHistoriesAndFaults_isAsTheOracleHasIt() {
    int emitted = 0;
    for (int seed = 1; seed <= HISTORIES; seed++) {
      emitted += play(RandomGeneratorFactory.of("L64X128MixRandom").create(seed), seed);
    }
    assertThat(emitted).isGreaterThan(HISTORIES * 10);
    for (FaultPoint point :
        List.of(
            FaultPoint.AFTER_LOAD,
            FaultPoint.BEFORE_COMMIT,
            FaultPoint.AFTER_COMMIT,
            FaultPoint.AFTER_SEND,
            FaultPoint.AFTER_MARK)) {
      assertThat(hits.getOrDefault(point, 0)).as(point.code()).isGreaterThanOrEqualTo(LEAST_HITS);
    }
  }

  private int play(RandomGenerator random, int seed) {
    List<Rule> rules = RandomHistory.rules(random);
    RandomFaults faults = new RandomFaults(hits, -seed, 5);
    try (Evaluators evaluators = new Evaluators(INSTANCES, rules, faults)) {
      Map<Integer, List<Sample>> samples = new TreeMap<>();
      int partitions = 1 + random.nextInt(4);
      for (int partition = 0; partition < partitions; partition++) {
        List<Sample> history = RandomHistory.samples(random, "p" + partition);
        samples.put(partition, history);
        for (Sample sample : history) {
          evaluators.topic.add(partition, sample);
        }
      }
      Instant end = last(samples.values()).plus(Duration.ofMinutes(random.nextInt(60)));
      evaluators.clock.set(end);
      new RandomDelivery(evaluators, partitions, INSTANCES, random).run();
      faults.calmDown();
      evaluators.tick();
      evaluators.clock.advance(Duration.ofMinutes(3));
      evaluators.tick();

      List<Reported> expected = expected(rules, samples.values(), end.plus(Duration.ofMinutes(3)));
      Collection<AlertChanged> events =
          Reported.distinct(evaluators.queues.events(QueueName.NOTIFY));
      assertThat(events.stream().map(Reported::of).sorted(Reported.ORDER).toList())
          .as("seed %d", seed)
          .isEqualTo(expected);
      Reported.assertNumberedWithoutGaps(events);
      assertThat(Reported.distinct(evaluators.queues.events(QueueName.REMEDIATE)))
          .containsExactlyInAnyOrderElementsOf(events);
      evaluators.assertReadToTheEnd();
      return expected.size();
    }
  }

  private static List<Reported> expected(
      List<Rule> rules, Collection<List<Sample>> partitions, Instant clock) {
    List<Reported> emitted = new ArrayList<>();
    for (List<Sample> samples : partitions) {
      NaiveEvaluator oracle = new NaiveEvaluator(rules, LATENESS, WINDOW);
      oracle.play(samples);
      for (NaiveEvaluator.Change line : oracle.passTime(clock.minus(LATENESS).toEpochMilli())) {
        if (line.to().equals("firing") || line.from().equals("firing")) {
          emitted.add(Reported.of(line));
        }
      }
    }
    return emitted.stream().sorted(Reported.ORDER).toList();
  }

  private static Instant last(Collection<List<Sample>> partitions) {
    return partitions.stream()
        .flatMap(List::stream)
        .map(Sample::timestamp)
        .max(Instant::compareTo)
        .orElseThrow();
  }
}
