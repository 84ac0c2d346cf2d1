package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.AlertEvent;
import dev.tocsin.engine.alert.AlertHistory;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Reason;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.store.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alerts that fire without a live alert key, made in every way: a tick ends each of them once. */
class OrphanedAlertsTest {
  private static final List<Rule> RULES =
      rules(
          """
          groups:
            - name: g
              rules:
                - {id: hot, name: Hot, metric_name: hot, operator: ">", threshold: 90, severity: low, duration: 0, cooldown: 0}
                - {id: mean, name: Mean, metric_name: mean, aggregate: avg, window: 10m, operator: ">", threshold: 90, severity: low, duration: 0, cooldown: 0}
                - {id: gone, name: Gone, metric_name: gone, operator: ">", threshold: 90, severity: low, duration: 0, cooldown: 0}
          """);
  private static final int INSTANCES = 2;

  private final Evaluators evaluators = new Evaluators(INSTANCES, RULES, FaultPoints.NONE);
  private final Sql sql = evaluators.bean(Sql.class);

  private static List<Rule> rules(String text) {
    Problems problems = new Problems();
    return RuleFiles.read(List.of(new SourceFile("r.yaml", text)), problems)
        .orElseThrow(() -> new AssertionError(problems))
        .rules();
  }

  @AfterEach
  void close() {
    evaluators.close();
  }

  private void send(String metric, String... instances) {
    int from = evaluators.topic.size(0);
    for (String instance : instances) {
      evaluators.topic.add(
          0,
          new Sample(metric, Labels.of("instance_id", instance), 95, evaluators.clock.instant()));
    }
    var unused =
        evaluators.handler(0).execute(evaluators.topic.event(0, from, evaluators.topic.size(0)));
  }

  private void pass(Duration time) {
    evaluators.clock.advance(time);
    evaluators.tick();
  }

  private Map<String, Alert> firing() {
    return evaluators.bean(Alerts.class).firing(Optional.empty(), 99).stream()
        .collect(Collectors.toMap(OrphanedAlertsTest::name, alert -> alert));
  }

  private static String name(Alert alert) {
    return alert.rule().id().value() + " " + alert.instanceId();
  }

  /** Changes the row of an alert's key as no evaluation does. */
  private void breakKey(@Nullable Alert alert, String statement) {
    int changed =
        sql.of(statement + " WHERE fingerprint = ?")
            .with(Objects.requireNonNull(alert).fingerprint().value())
            .update();
    assertThat(changed).isEqualTo(1);
  }

  private Collection<AlertChanged> notified() {
    return Reported.distinct(evaluators.queues.events(QueueName.NOTIFY));
  }

  private double counted() {
    return IntStream.range(0, INSTANCES)
        .mapToObj(instance -> evaluators.context(instance).getBean(MeterRegistry.class))
        .flatMap(meters -> meters.find("tocsin.alerts.orphaned").counters().stream())
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Test
  void tick_alertsWithoutALiveKey_endsEachOnceAndLeavesTheOthers() {
    evaluators.set(Evaluators.builtIns(Set.of(BuiltIn.WATCHDOG)));
    send("hot", "healthy", "twice", "deleted", "resolved", "other");
    send("mean", "healthy", "deleted");
    send("gone", "deleted");
    pass(Duration.ofMinutes(1));
    Map<String, Alert> before = firing();
    assertThat(before).hasSize(9);

    Map<String, Alert> orphaned = new HashMap<>(before);
    orphaned.keySet().removeAll(Set.of("hot healthy", "mean healthy"));
    for (String name :
        List.of(
            "hot twice",
            "hot deleted",
            "mean deleted",
            "gone deleted",
            "tocsin_watchdog unknown")) {
      breakKey(before.get(name), "DELETE FROM alert_key_state");
    }
    send("hot", "twice");
    breakKey(before.get("hot resolved"), "UPDATE alert_key_state SET phase = 'resolved'");
    breakKey(before.get("hot other"), "UPDATE alert_key_state SET alert_id = gen_random_uuid()");
    evaluators.publish("v2", RULES.subList(0, 2));
    evaluators.clock.advance(Duration.ofSeconds(1));
    tickOnAllInstances();

    assertEnded(orphaned.values());
    for (String healthy : List.of("hot healthy", "mean healthy")) {
      assertThat(firing()).containsEntry(healthy, before.get(healthy));
    }
    assertThat(firing().get("hot twice")).isNotNull().isNotEqualTo(before.get("hot twice"));
    assertThat(counted()).isEqualTo(orphaned.size());

    pass(Duration.ofSeconds(30));
    tickOnAllInstances();
    assertEnded(orphaned.values());
    assertThat(counted()).isEqualTo(orphaned.size());
    Reported.assertNumberedWithoutGaps(notified());
    assertThat(evaluators.bean(AlertKeyStates.class).ofRules(BuiltIn.ids())).hasSize(1);
  }

  private void tickOnAllInstances() {
    IntStream.range(0, INSTANCES)
        .mapToObj(instance -> CompletableFuture.runAsync(() -> evaluators.tick(instance)))
        .toList()
        .forEach(CompletableFuture::join);
  }

  private void assertEnded(Collection<Alert> orphaned) {
    Map<UUID, List<String>> reasons =
        notified().stream()
            .filter(event -> event.change().equals(AlertChanged.RESOLVED))
            .collect(
                Collectors.groupingBy(
                    event -> event.alert().alertId(),
                    Collectors.mapping(AlertChanged::reason, Collectors.toList())));
    assertThat(reasons)
        .isEqualTo(
            orphaned.stream().collect(Collectors.toMap(Alert::id, alert -> List.of("orphaned"))));
    Map<UUID, Alert> stored =
        evaluators.bean(Alerts.class).load(orphaned.stream().map(Alert::id).toList());
    assertThat(stored.values())
        .allSatisfy(alert -> {
          assertThat(alert.last().phase()).isEqualTo(Phase.RESOLVED);
          assertThat(alert.last().reason()).isEqualTo(Reason.ORPHANED);
          assertThat(evaluators.bean(AlertHistory.class).of(alert.id()))
              .extracting(AlertEvent::kind)
              .containsExactly("fired", "resolved");
        });
  }
}
