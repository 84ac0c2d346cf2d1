package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.setting.HighAvailability;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.engine.replica.ChoiceChange;
import dev.tocsin.engine.replica.ReplicaChoice;
import dev.tocsin.engine.replica.ReplicaChoices;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.testkit.rule.RuleFixture;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Two replicas send the same series to a topic with {@code ha}. */
class EvaluatorReplicasTest {
  private static final Rule HOT =
      RuleFixture.rule("hot")
          .on("temperature", Operator.GREATER, 80)
          .lasting(Duration.ZERO)
          .build();

  private static Evaluators evaluators(int instances, FaultPoints faults) {
    Evaluators evaluators = new Evaluators(instances, List.of(HOT), faults);
    evaluators.set(settings ->
        settings.withTopics(
            List.of(
                new dev.tocsin.core.setting.Topic(
                    Topic.NAME,
                    dev.tocsin.core.setting.Topic.Format.JSON,
                    true,
                    dev.tocsin.core.setting.Topic.Time.SAMPLE,
                    Set.of(),
                    Optional.of(HighAvailability.DEFAULT),
                    Position.startOf("test")))));
    return evaluators;
  }

  private static Instant start(Evaluators evaluators) {
    return evaluators.clock.instant().minusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Sample sample(String replica, double value, Instant at) {
    return sample("eu", replica, value, at);
  }

  private static Sample sample(String cluster, String replica, double value, Instant at) {
    return new Sample(
        "temperature",
        Labels.of("instance_id", "oven-1", "cluster", cluster, "__replica__", replica),
        value,
        at);
  }

  private static void evaluate(Evaluators evaluators, int instance, int partition, int from) {
    int to = evaluators.topic.size(partition);
    assertThat(
            evaluators
                .handler(instance)
                .execute(evaluators.topic.event(partition, from, to))
                .batchItemFailures())
        .isEmpty();
  }

  private static List<AlertChanged> alerts(Evaluators evaluators) {
    return evaluators.queues.events(QueueName.NOTIFY).stream()
        .map(AlertChanged.class::cast)
        .toList();
  }

  private static double dropped(Evaluators evaluators, int instance) {
    return evaluators
        .context(instance)
        .getBean(MeterRegistry.class)
        .get("tocsin.samples.dropped")
        .tag("topic", Topic.NAME)
        .counter()
        .count();
  }

  @Test
  void execute_twoReplicas_firesOnceWithoutTheirLabelOnAllInstances() {
    try (Evaluators evaluators = evaluators(2, FaultPoints.NONE)) {
      Instant start = start(evaluators);
      evaluators.topic.add(0, sample("a", 90, start));
      evaluators.topic.add(1, sample("b", 10, start.plusSeconds(20)));
      evaluate(evaluators, 0, 0, 0);
      evaluate(evaluators, 1, 1, 0);

      assertThat(alerts(evaluators))
          .singleElement()
          .satisfies(alert ->
              assertThat(alert.alert().labels())
                  .containsEntry("cluster", "eu")
                  .doesNotContainKey("__replica__"));
      assertThat(dropped(evaluators, 0)).isZero();
      assertThat(dropped(evaluators, 1)).isOne();
    }
  }

  /** The hour is read at once: by the clock of reading, no replica is ever silent in it. */
  @Test
  void execute_backlogInWhichAReplicaEnds_goesOnWithTheOtherAfterTheFailover() {
    try (Evaluators evaluators = evaluators(1, FaultPoints.NONE)) {
      Instant start = start(evaluators);
      for (int second = 0; second < 3_600; second += 10) {
        if (second <= 600) {
          evaluators.topic.add(0, sample("a", 10, start.plusSeconds(second)));
        }
        evaluators.topic.add(0, sample("b", second < 630 ? 99 : 20, start.plusSeconds(second)));
        if (second == 1_800) {
          evaluators.topic.add(0, sample("b", 95, start.plusSeconds(second + 1)));
        }
      }
      evaluate(evaluators, 0, 0, 0);

      assertThat(alerts(evaluators)).hasSize(2);
      assertThat(alerts(evaluators).getFirst().alert().startedAt())
          .isEqualTo(start.plusSeconds(1_801));
      assertThat(dropped(evaluators, 0)).isEqualTo(63);
      assertThat(evaluators.bean(ReplicaChoices.class).load(Topic.NAME, List.of("eu")))
          .isEqualTo(
              Map.of(
                  "eu",
                  new ReplicaChoice(
                      "b",
                      start.plusSeconds(3_590),
                      Optional.of(new ReplicaChoice.Previous("a", start.plusSeconds(600))))));
    }
  }

  /** A clock that is ahead holds no place in the future. */
  @Test
  void execute_samplesAheadOfTheClock_areSeenWhenTheyAreRead() {
    try (Evaluators evaluators = evaluators(1, FaultPoints.NONE)) {
      Instant now = evaluators.clock.instant().truncatedTo(ChronoUnit.MILLIS);
      evaluators.topic.add(0, sample("a", 10, now.minusSeconds(5)));
      evaluators.topic.add(0, sample("b", 90, now.plusSeconds(300)));
      evaluate(evaluators, 0, 0, 0);

      assertThat(alerts(evaluators)).isEmpty();
      assertThat(dropped(evaluators, 0)).isOne();
      evaluators.topic.add(0, sample("a", 90, now.plusSeconds(300)));
      evaluate(evaluators, 0, 0, 2);

      assertThat(alerts(evaluators)).hasSize(1);
      assertThat(evaluators.bean(ReplicaChoices.class).load(Topic.NAME, List.of("eu")))
          .isEqualTo(Map.of("eu", new ReplicaChoice("a", now, Optional.empty())));
    }
  }

  @Test
  void execute_moreClustersThanTheLimit_takesAllReplicasOfTheOthersAndCountsIt() {
    try (Evaluators evaluators = evaluators(1, FaultPoints.NONE)) {
      evaluators.set(settings ->
          new Settings(
              settings.topics(),
              settings.allowedLateness(),
              settings.naming(),
              new Limits(Map.of(Limit.HA_CLUSTERS, 1)),
              settings.grafanaUrl(),
              settings.publicUrl(),
              settings.notification(),
              settings.builtIns()));
      Instant start = start(evaluators);
      evaluators.topic.add(0, sample("a", 10, start));
      evaluate(evaluators, 0, 0, 0);
      evaluators.topic.add(0, sample("us", "a", 10, start));
      evaluators.topic.add(0, sample("us", "b", 90, start.plusSeconds(1)));
      evaluators.topic.add(0, sample("b", 90, start.plusSeconds(2)));
      evaluate(evaluators, 0, 0, 1);

      assertThat(alerts(evaluators))
          .singleElement()
          .satisfies(alert -> assertThat(alert.alert().labels()).containsEntry("cluster", "us"));
      assertThat(dropped(evaluators, 0)).isOne();
      assertThat(evaluators.bean(ReplicaChoices.class).count(Topic.NAME)).isOne();
      assertThat(
              evaluators
                  .bean(MeterRegistry.class)
                  .get("tocsin.limit.hits")
                  .tag("limit", "ha_clusters")
                  .counter()
                  .count())
          .isOne();
    }
  }

  @Test
  void execute_anotherBatchTakesOverMeanwhile_isDecidedOnAnew() {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    FaultPoints faults =
        point -> {
          if (point == FaultPoint.AFTER_LOAD) {
            meanwhile.getAndSet(() -> {}).run();
          }
        };
    try (Evaluators evaluators = evaluators(1, faults)) {
      Instant start = start(evaluators);
      ReplicaChoices choices = evaluators.bean(ReplicaChoices.class);
      ReplicaChoice first = new ReplicaChoice("a", start, Optional.empty());
      ReplicaChoice other =
          new ReplicaChoice(
              "b", start.plusSeconds(30), Optional.of(new ReplicaChoice.Previous("a", start)));
      assertThat(change(choices, Optional.empty(), first)).isTrue();
      meanwhile.set(() ->
          assertThat(
                  CompletableFuture.supplyAsync(() -> change(choices, Optional.of(first), other))
                      .join())
              .isTrue());
      evaluators.topic.add(0, sample("a", 90, start.plusSeconds(29)));
      evaluate(evaluators, 0, 0, 0);

      assertThat(alerts(evaluators)).isEmpty();
      assertThat(dropped(evaluators, 0)).isOne();
      assertThat(choices.load(Topic.NAME, List.of("eu"))).isEqualTo(Map.of("eu", other));
    }
  }

  private static boolean change(
      ReplicaChoices choices, Optional<ReplicaChoice> before, ReplicaChoice after) {
    return choices.change(
        Topic.NAME, List.of(new ChoiceChange("eu", before, after)), Instant.now());
  }
}
