package dev.tocsin.local.trial;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Transition;
import dev.tocsin.engine.replay.Replay;
import dev.tocsin.engine.replay.TransitionLine;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules of all types but the plain threshold, over the samples of {@link Load}, and what they must
 * report: what a replay of the samples reports, in one go and without a clock.
 */
final class ReplayedRules {
  /** Longer than it takes to start again, so that no sample is late because Kafka was away. */
  static final Duration LATENESS = Duration.ofSeconds(60);

  static final String SETTINGS = "allowed_lateness: %ds%n".formatted(LATENESS.toSeconds());

  /** A file with the rules. */
  static final String RULES =
      """
      groups:
        - name: windows
          interval: 1s
          rules:
            - {id: w_avg, name: Average, metric_name: %1$s, aggregate: avg, window: 5s,
               by: [instance_id], operator: ">", threshold: 60.3, duration: 1s, cooldown: 3s, severity: low}
            - {id: w_p95, name: Percentile, metric_name: %1$s, aggregate: p95, window: 4s,
               by: [], operator: ">", threshold: 93.3, duration: 0s, cooldown: 2s, severity: low}
            - {id: w_count, name: Count, metric_name: %1$s, aggregate: count, window: 2s,
               by: [instance_id], operator: "<", threshold: 12.5, duration: 0s, cooldown: 1s, severity: low}
            - {id: w_rate, name: Rate, type: rate, mode: gauge, metric_name: %1$s, window: 4s,
               by: [instance_id], operator: ">", threshold: 5.3, duration: 0s, cooldown: 2s, severity: low}
            - {id: w_absence, name: Absence, type: absence, metric_name: %1$s, by: [instance_id],
               duration: 500ms, cooldown: 1s, severity: low}
            - {id: w_anomaly, name: Anomaly, type: anomaly, metric_name: %1$s, threshold: 4,
               half_life: 10s, min_samples: 20, duration: 0s, cooldown: 2s, severity: low}
            - {id: w_burn, name: Burn, type: burn_rate, errors: %1$s, total: %1$s, objective: 50, min_total: 1,
               windows: [{long: 10s, short: 2s, factor: 1.5, severity: low}], duration: 0s, cooldown: 2s}
      """
          .formatted(Records.METRIC);

  private final List<Sample> samples = new ArrayList<>();

  /** A sample as it is sent; they come in their order. */
  synchronized void sample(String instance, double value, long at) {
    samples.add(
        new Sample(
            Records.METRIC, Labels.of("instance_id", instance), value, Instant.ofEpochMilli(at)));
  }

  /** The time of the last sample, up to which all is known that must be reported. */
  synchronized Instant last() {
    return samples.getLast().timestamp();
  }

  private record Reported(String rule, String fingerprint, String state, Instant at) {}

  /** Compares what was reported for these rules with what must be reported, as of now. */
  synchronized Result result(Receiver receiver) {
    Map<Reported, Long> wanted =
        expected().stream().collect(groupingBy(change -> change, counting()));
    Map<Reported, Long> found =
        receiver.all().stream()
            .filter(Receiver.Reported::isOfTheAlertItself)
            .filter(change -> change.text("rule_id").startsWith("w_"))
            .map(change ->
                new Reported(
                    change.text("rule_id"),
                    change.text("fingerprint"),
                    change.state(),
                    Instant.parse(change.text("timestamp"))))
            .filter(change -> !change.at().isAfter(last()))
            .collect(groupingBy(change -> change, counting()));
    return Result.of(wanted, found, receiver);
  }

  /** How many notifications each rule must bring. */
  synchronized Map<String, Integer> expectedByRule() {
    Map<String, Integer> counts = new HashMap<>();
    expected().forEach(change -> counts.merge(change.rule(), 1, Integer::sum));
    return counts;
  }

  private List<Reported> expected() {
    Problems problems = new Problems();
    Optional<RuleSet> ruleSet =
        RuleFiles.read(List.of(new SourceFile("replayed.yaml", RULES)), problems);
    List<TransitionLine> lines = new ArrayList<>();
    Replay replay =
        new Replay(
            ruleSet.orElseThrow(() -> new IllegalStateException(problems.toString())),
            LATENESS,
            AlertNaming.DEFAULT,
            lines::add);
    samples.forEach(replay::accept);
    replay.passTime(last().plusMillis(1));
    return lines.stream()
        .filter(line -> line.transition().emitted())
        .filter(line -> !line.transition().at().isAfter(last()))
        .map(ReplayedRules::reported)
        .toList();
  }

  private static Reported reported(TransitionLine line) {
    Transition step = line.transition();
    return new Reported(
        line.ruleId().value(),
        line.labels().fingerprint().toString(),
        step.to() == Phase.RESOLVED ? "resolved" : "firing",
        step.at());
  }
}
