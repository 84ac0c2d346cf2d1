package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.store.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys of one scheduled rule, in the same shard and in different ones. */
class AlertKeysInShardsTest {
  private static final List<Rule> RULES =
      rules(
          """
          groups:
            - name: g
              rules:
                - {id: narrow, name: Narrow, metric_name: cpu, aggregate: avg, window: 1m, operator: ">", threshold: 90,
                   duration: 0s, severity: low, max_keys: 1}
                - {id: wide, name: Wide, metric_name: load, aggregate: avg, window: 1m, operator: ">", threshold: 90,
                   duration: 0s, severity: low}
          """);
  private static final Rule NARROW = RULES.getFirst();
  private static final Rule WIDE = RULES.getLast();

  private final Evaluators evaluators = new Evaluators(1, RULES, FaultPoints.NONE);
  private final MeterRegistry meters = evaluators.bean(MeterRegistry.class);

  private static List<Rule> rules(String text) {
    Problems faults = new Problems();
    return RuleFiles.read(List.of(new SourceFile("r.yaml", text)), faults)
        .orElseThrow(() -> new AssertionError(faults))
        .rules();
  }

  @AfterEach
  void close() {
    evaluators.close();
  }

  private static Labels series(int number) {
    return Labels.of("instance_id", "i-" + number);
  }

  private static Fingerprint key(Rule rule, int series) {
    return rule.key(series(series)).fingerprint();
  }

  /** The first series after 0 whose key is, or is not, in the shard of that of series 0. */
  private static int second(Rule rule, boolean sameShard) {
    return IntStream.iterate(1, number -> number + 1)
        .filter(number -> (key(rule, number).shard() == key(rule, 0).shard()) == sameShard)
        .findFirst()
        .orElseThrow();
  }

  /** A sample of each of these series. */
  private void send(Rule rule, double value, int... series) {
    Instant now = evaluators.clock.instant();
    int from = evaluators.topic.size(0);
    for (int number : series) {
      evaluators.topic.add(0, new Sample(rule.metricName(), series(number), value, now));
    }
    var unused =
        evaluators.handler(0).execute(evaluators.topic.event(0, from, evaluators.topic.size(0)));
  }

  private void pass(Duration time) {
    evaluators.clock.advance(time);
    evaluators.tick();
  }

  private List<Fingerprint> firing(Rule rule) {
    return evaluators.bean(AlertKeyStates.class).ofRules(List.of(rule.id())).stream()
        .filter(row -> row.state().phase() == Phase.FIRING)
        .map(AlertKeyRow::fingerprint)
        .toList();
  }

  private double counted(String meter, Rule rule) {
    return meters.get(meter).tag("rule_id", rule.id().value()).counter().count();
  }

  @Test
  void maxKeys_aKeyOfAnotherShardIsResolvedAndNotAtRest_stillCounts() {
    int other = second(NARROW, false);
    send(NARROW, 95, 0);
    pass(Duration.ofMinutes(1));
    assertThat(firing(NARROW)).containsExactly(key(NARROW, 0));
    send(NARROW, 1, 0);
    pass(Duration.ofMinutes(4));

    send(NARROW, 95, other);
    pass(Duration.ofMinutes(1));
    assertThat(firing(NARROW)).isEmpty();
    assertThat(counted("tocsin.samples.ignored", NARROW)).isEqualTo(1);

    pass(Duration.ofMinutes(15));
    send(NARROW, 95, other);
    pass(Duration.ofMinutes(1));
    assertThat(firing(NARROW)).containsExactly(key(NARROW, other));
    assertThat(counted("tocsin.samples.ignored", NARROW)).isEqualTo(1);
  }

  @Test
  void evaluate_theNameOfAKeyIsMissing_evaluatesTheOthersAndItOnceItIsNamedAgain() {
    int other = second(WIDE, true);
    send(WIDE, 95, 0, other);
    int forgotten =
        evaluators
            .bean(Sql.class)
            .of("DELETE FROM label_index WHERE fingerprint = ?")
            .with(key(WIDE, 0).value())
            .update();
    assertThat(forgotten).isEqualTo(1);
    pass(Duration.ofMinutes(1));
    assertThat(firing(WIDE)).containsExactly(key(WIDE, other));
    assertThat(counted("tocsin.keys.nameless", WIDE)).isPositive();

    pass(Duration.ofDays(1));
    send(WIDE, 95, 0);
    pass(Duration.ofMinutes(1));
    assertThat(firing(WIDE)).containsExactly(key(WIDE, 0));
  }
}
