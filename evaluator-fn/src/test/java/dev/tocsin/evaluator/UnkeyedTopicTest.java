package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.outbox.TransactionConflict;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.evaluator.Turns.Turn;
import dev.tocsin.evaluator.rules.RuleSource;
import dev.tocsin.evaluator.schedule.EvaluateSchedule;
import dev.tocsin.store.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A producer without keys: samples of each series come from three partitions at once, which several
 * instances evaluate at the same time. Each alert key still has one state, one alert and one end.
 */
class UnkeyedTopicTest {
  private static final int SCHEDULES = Integer.getInteger("schedules", 6);
  private static final int INSTANCES = 4;
  private static final int PARTITIONS = 3;
  private static final int SERIES = 5;
  private static final int STEPS = 44;
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final int EPISODES = 2;

  /** The turn that evaluates the schedule, beside those of the partitions. */
  private static final int SCHEDULE = PARTITIONS;

  private static final List<Rule> RULES =
      rules(
          """
          groups:
            - name: g
              interval: 5s
              rules:
                - {id: at_once, name: A, metric_name: race, operator: ">", threshold: 10, duration: 0, cooldown: 0, severity: high}
                - {id: lasting, name: B, metric_name: race, operator: ">", threshold: 10, duration: 15s, cooldown: 0, severity: high}
                - {id: scheduled, name: C, metric_name: race, aggregate: last, window: 30s, operator: ">", threshold: 10, duration: 0, cooldown: 0, severity: high}
                - {id: odd, name: D, type: anomaly, metric_name: race, direction: up, min_samples: 5, duration: 0, cooldown: 0, severity: high}
          """);

  private final Turns turns = new Turns();
  private final Evaluators evaluators = new Evaluators(INSTANCES, RULES, turns);
  private final AtomicIntegerArray next = new AtomicIntegerArray(PARTITIONS);

  private static List<Rule> rules(String text) {
    Problems problems = new Problems();
    return RuleFiles.read(List.of(new SourceFile("r.yaml", text)), problems)
        .orElseThrow(() -> new AssertionError(problems))
        .rules();
  }

  @AfterEach
  void close() {
    turns.close();
    evaluators.close();
  }

  @Test
  void execute_randomSchedules_giveOneFiringAndOneResolutionForEachEpisode() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      evaluators.topic.add(partition, sample("first", 1, evaluators.clock.instant()));
    }
    for (int seed = 1; seed <= SCHEDULES; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      switch (seed % 5) {
        case 0 -> live(random, seed);
        case 1, 3 -> backlog(seed, () -> drain(random, 30));
        default -> backlog(seed, () -> drainAtOnce(random));
      }
      settle();
      assertAllIsOver(seed);
    }
    assertThat(repeated()).isGreaterThan(SCHEDULES);
  }

  /** All that was sent waits when the first of it is read. */
  private void backlog(int seed, Runnable drain) {
    Instant start = evaluators.clock.instant();
    for (int step = 0; step < STEPS; step++) {
      send(seed, start, step);
    }
    evaluators.clock.set(start.plus(STEP.multipliedBy(STEPS)));
    drain.run();
  }

  /** Each step is read as it comes. */
  private void live(RandomGenerator random, int seed) {
    Instant start = evaluators.clock.instant();
    for (int step = 0; step < STEPS; step++) {
      send(seed, start, step);
      evaluators.clock.set(start.plus(STEP.multipliedBy(step)).plusSeconds(1));
      drain(random, 3);
      evaluators.tick(random.nextInt(INSTANCES));
    }
  }

  /** Values are bad twice, for some steps each, and good at the end. */
  private void send(int seed, Instant start, int step) {
    boolean bad = (step >= 8 && step < 18) || (step >= 26 && step < 34);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (int series = 0; series < SERIES; series++) {
        Instant at = start.plus(STEP.multipliedBy(step)).plusMillis(3L * series + partition);
        evaluators.topic.add(partition, sample("s" + seed + "-" + series, bad ? 50 : 1, at));
      }
    }
  }

  private static Sample sample(String instance, double value, Instant at) {
    return new Sample("race", Labels.of("instance_id", instance), value, at);
  }

  /** Reads all that there is, each partition in batches, whose transactions overlap. */
  private void drain(RandomGenerator random, int most) {
    Map<Integer, Turn> running = new HashMap<>();
    while (!running.isEmpty() || IntStream.range(0, PARTITIONS).anyMatch(this::isLeft)) {
      int which = random.nextInt(PARTITIONS + 1);
      Turn turn = running.get(which);
      if (turn == null && which == SCHEDULE && running.size() < PARTITIONS) {
        int instance = random.nextInt(INSTANCES);
        turn = turns.of(() -> evaluateSchedule(instance));
      } else if (turn == null && which < PARTITIONS && isLeft(which)) {
        int instance = random.nextInt(INSTANCES);
        int records = 1 + random.nextInt(most);
        turn = turns.of(() -> deliver(instance, which, records));
      }
      if (turn != null) {
        running.put(which, turn);
        if (turn.goOn()) {
          running.remove(which);
        }
      }
    }
  }

  private boolean isLeft(int partition) {
    return next.get(partition) < evaluators.topic.size(partition);
  }

  private void evaluateSchedule(int instance) {
    evaluators
        .context(instance)
        .getBean(EvaluateSchedule.class)
        .runAfterBatch(evaluators.context(instance).getBean(RuleSource.class));
  }

  /** Reads all partitions at once, as threads run. */
  private void drainAtOnce(RandomGenerator random) {
    IntStream.range(0, PARTITIONS)
        .mapToObj(partition -> {
          RandomGenerator own =
              RandomGeneratorFactory.of("L64X128MixRandom").create(random.nextLong());
          return CompletableFuture.runAsync(
              () -> {
                while (isLeft(partition)) {
                  deliver(own.nextInt(INSTANCES), partition, 1 + own.nextInt(60));
                }
              },
              command -> Thread.ofPlatform().start(command));
        })
        .toList()
        .forEach(CompletableFuture::join);
  }

  /** Hands records to an instance; what it cannot take comes again. */
  private void deliver(int instance, int partition, int records) {
    int from = next.get(partition);
    int to = Math.min(evaluators.topic.size(partition), from + records);
    try {
      var unused =
          evaluators.handler(instance).execute(evaluators.topic.event(partition, from, to));
      next.set(partition, to);
    } catch (TransactionConflict again) {
      assertThat(again).hasMessageContaining("alert keys");
    }
  }

  private void settle() {
    for (int tick = 0; tick < 3; tick++) {
      evaluators.clock.advance(Duration.ofSeconds(40));
      evaluators.tick(tick);
    }
  }

  private void assertAllIsOver(int seed) {
    evaluators.assertReadToTheEnd();
    assertThat(evaluators.bean(Alerts.class).firing(Optional.empty(), 99))
        .as("firing alerts, seed %d", seed)
        .isEmpty();
    assertThat(evaluators.bean(AlertKeyStates.class).ofRules(RULES.stream().map(Rule::id).toList()))
        .as("alert keys, seed %d", seed)
        .noneMatch(row -> row.state().alive());
    Map<String, List<String>> expected = new TreeMap<>();
    Map<String, List<String>> odd = new TreeMap<>();
    for (int series = 0; series < SERIES; series++) {
      for (String rule : List.of("at_once", "lasting", "scheduled")) {
        expected.put(rule + " s" + seed + "-" + series, lives(EPISODES));
      }
    }
    Map<String, List<String>> found = events(seed);
    found.forEach((key, events) -> {
      if (key.startsWith("odd")) {
        odd.put(key, events);
      }
    });
    odd.forEach(
        (key, events) -> assertThat(events).as("%s", key).isEqualTo(lives(events.size() / 2)));
    assertThat(odd).as("anomalies, seed %d", seed).hasSize(SERIES);
    found.keySet().removeAll(odd.keySet());
    assertThat(found).as("seed %d", seed).isEqualTo(expected);
    int unused = evaluators.bean(Sql.class).of("DELETE FROM outbox").update();
    evaluators.clock.advance(Duration.ofHours(1));
    evaluators.tick();
  }

  /** So many firings, each with its resolution. */
  private static List<String> lives(int number) {
    return Collections.nCopies(number, List.of("fired", "resolved")).stream()
        .flatMap(List::stream)
        .toList();
  }

  /** What happened, by rule and series, in the order of its numbers, which have no gaps. */
  private Map<String, List<String>> events(int seed) {
    Map<String, List<String>> events = new TreeMap<>();
    evaluators
        .bean(Sql.class)
        .of(
            """
            SELECT rule_id, instance_id, e.seq, kind FROM alert_event AS e
            JOIN alert ON alert.id = e.alert_id
            WHERE instance_id LIKE ? ORDER BY rule_id, instance_id, e.seq
            """)
        .with("s" + seed + "-%")
        .rows(row -> {
          List<String> of =
              events.computeIfAbsent(
                  row.getString("rule_id") + " " + row.getString("instance_id"),
                  key -> new ArrayList<>());
          of.add(row.getString("kind"));
          assertThat(row.getLong("seq")).isEqualTo(of.size());
          return true;
        });
    return events;
  }

  private double repeated() {
    return IntStream.range(0, INSTANCES)
        .mapToObj(instance -> evaluators.context(instance).getBean(MeterRegistry.class))
        .mapToDouble(meters ->
            meters.find("tocsin.transactions.repeated").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum())
        .sum();
  }

  @Test
  void tick_aKeyFiresAgainAfterTheTickHasLoadedIt_keepsFiring() {
    evaluators.publish("v2", RULES.subList(0, 1));
    Instant start = evaluators.clock.instant();
    receive(0, sample("x", 50, start), sample("x", 1, start.plusSeconds(1)));
    evaluators.tick();
    assertThat(phase("x")).isEqualTo(Phase.RESOLVED);

    evaluators.clock.advance(Duration.ofMinutes(20));
    Turn tick = turns.of(() -> evaluators.tick(1));
    assertThat(tick.goOn()).as("ends before it has loaded the key").isFalse();
    Turn batch = turns.of(() -> receive(0, sample("x", 50, evaluators.clock.instant())));
    assertThat(batch.goOn()).as("ends before it has loaded the key").isFalse();
    // Commits, then waits for the shard that the tick has.
    boolean unused = batch.goOn();
    tick.end();
    batch.end();

    assertThat(phase("x")).isEqualTo(Phase.FIRING);
    assertThat(repeated()).isEqualTo(1);
  }

  /** A partition gets these samples, and instance 0 takes them. */
  private void receive(int partition, Sample... samples) {
    int from = evaluators.topic.size(partition);
    for (Sample sample : samples) {
      evaluators.topic.add(partition, sample);
    }
    next.set(partition, from);
    deliver(0, partition, samples.length);
  }

  private Phase phase(String instance) {
    return evaluators.bean(AlertKeyStates.class).ofRules(List.of(RULES.getFirst().id())).stream()
        .filter(row -> row.labels().get("instance_id").equals(instance))
        .map(AlertKeyRow::state)
        .map(state -> state.phase())
        .findFirst()
        .orElse(Phase.NONE);
  }
}
