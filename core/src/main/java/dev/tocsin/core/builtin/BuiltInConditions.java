package dev.tocsin.core.builtin;

import dev.tocsin.core.label.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Says of each built-in alert what the facts say. All by the clock, since event time may stand. */
public final class BuiltInConditions {
  private static final double PERCENT = 100;

  private final PipelineFacts facts;
  private final BuiltInSettings settings;
  private final Instant now;

  private BuiltInConditions(PipelineFacts facts, BuiltInSettings settings, Instant now) {
    this.facts = facts;
    this.settings = settings;
    this.now = now;
  }

  /** Findings on the alerts that are enabled; each subject of an alert once. */
  public static List<Finding> judge(PipelineFacts facts, BuiltInSettings settings, Instant now) {
    BuiltInConditions conditions = new BuiltInConditions(facts, settings, now);
    return Stream.of(BuiltIn.values())
        .filter(alert -> settings.of(alert).enabled())
        .flatMap(alert -> conditions.findings(alert).stream())
        .toList();
  }

  private List<Finding> findings(BuiltIn alert) {
    return switch (alert) {
      case PIPELINE_STALLED -> stalled();
      case RULE_MATCHES_NOTHING -> matchesNothing();
      case RECORDS_REJECTED, SAMPLES_LATE -> shares(alert);
      case RULE_TOO_WIDE, SERIES_IN_SEVERAL_PARTITIONS -> numbers(alert);
      case CURSOR_AHEAD_OF_TOPIC -> ahead();
      case WATCHDOG -> List.of(new Finding(alert, Labels.EMPTY, true, 1));
    };
  }

  private List<Finding> stalled() {
    List<Finding> findings = new ArrayList<>();
    Map<String, Optional<Instant>> arrived = new TreeMap<>();
    Map<String, Optional<Instant>> looked = new TreeMap<>();
    facts.topics().forEach(topic -> arrived.put(topic, Optional.empty()));
    for (PipelineFacts.Partition one : facts.partitions()) {
      String topic = one.cursor().id().topic();
      Labels partition =
          Labels.of(
              "topic",
              topic,
              "partition",
              Integer.toString(one.cursor().id().partition()),
              "cause",
              "lags");
      findings.add(tooOld(BuiltIn.PIPELINE_STALLED, partition, one.cursor().time(now)));
      arrived.merge(topic, one.grewAt(), BuiltInConditions::later);
      looked.merge(topic, one.lookedAt(), BuiltInConditions::later);
    }
    arrived.forEach((topic, last) -> {
      Labels subject = Labels.of("topic", topic, "cause", "nothing_arrives");
      Finding finding = tooOld(BuiltIn.PIPELINE_STALLED, subject, last);
      // Of a log that could not be looked at, it is not known whether anything came.
      boolean isKnown =
          !looked.containsKey(topic)
              || looked
                  .getOrDefault(topic, Optional.empty())
                  .filter(at -> !olderThanWindow(BuiltIn.PIPELINE_STALLED, at))
                  .isPresent();
      findings.add(
          new Finding(finding.alert(), subject, finding.holds() && isKnown, finding.value()));
    });
    return findings;
  }

  private List<Finding> matchesNothing() {
    return facts.rules().stream()
        .map(rule ->
            tooOld(
                BuiltIn.RULE_MATCHES_NOTHING,
                Labels.of("about_rule", rule.rule().value()),
                Optional.of(rule.matchedAt().orElse(rule.since()))))
        .toList();
  }

  /** Whether what happened last is too long ago; what never happened counts from the beginning. */
  private Finding tooOld(BuiltIn alert, Labels subject, Optional<Instant> last) {
    Instant at = last.orElse(facts.since());
    double age = Math.max(0, Duration.between(at, now).toMillis() / 1000.0);
    return new Finding(alert, subject, olderThanWindow(alert, at), Math.rint(age));
  }

  private boolean olderThanWindow(BuiltIn alert, Instant at) {
    return at.isBefore(now.minus(settings.of(alert).window()));
  }

  private List<Finding> shares(BuiltIn alert) {
    return counts(alert)
        .map(count -> {
          double share =
              count.whole() == 0
                  ? (count.part() == 0 ? 0 : PERCENT)
                  : Math.min(PERCENT, PERCENT * count.part() / count.whole());
          // As people read it: two digits after the point.
          return beyond(count, Math.rint(share * PERCENT) / PERCENT, share);
        })
        .toList();
  }

  private List<Finding> numbers(BuiltIn alert) {
    return counts(alert)
        .map(count -> beyond(count, (double) count.part(), (double) count.part()))
        .toList();
  }

  private Stream<PipelineFacts.Count> counts(BuiltIn alert) {
    return facts.counts().stream().filter(count -> count.alert() == alert);
  }

  private Finding beyond(PipelineFacts.Count count, double shown, double value) {
    String label = count.alert().by().isEmpty() ? "" : count.alert().by().getFirst();
    Labels subject = label.isEmpty() ? Labels.EMPTY : Labels.of(label, count.subject());
    return new Finding(
        count.alert(), subject, value > settings.of(count.alert()).threshold(), shown);
  }

  private List<Finding> ahead() {
    return facts.partitions().stream()
        .map(one ->
            new Finding(
                BuiltIn.CURSOR_AHEAD_OF_TOPIC,
                Labels.of(
                    "topic",
                    one.cursor().id().topic(),
                    "partition",
                    Integer.toString(one.cursor().id().partition())),
                one.ahead() > 0,
                one.ahead()))
        .toList();
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return Stream.concat(one.stream(), other.stream()).max(Comparator.naturalOrder());
  }
}
