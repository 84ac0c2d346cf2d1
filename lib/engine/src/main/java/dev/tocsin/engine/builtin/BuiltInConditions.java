package dev.tocsin.engine.builtin;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInRule;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.cursor.DeviatingProducer.Kind;
import dev.tocsin.engine.cursor.PartitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of each built-in alert what the facts say. All by the clock, since event time may stand. */
public final class BuiltInConditions {
  private static final double PERCENT = 100;

  /** How many producers are named. */
  private static final int MOST_NAMED = 5;

  private final PipelineFacts facts;
  private final BuiltInSettings settings;
  private final Instant now;

  private BuiltInConditions(PipelineFacts facts, BuiltInSettings settings, Instant now) {
    this.facts = facts;
    this.settings = settings;
    this.now = now;
  }

  /** Findings on the alerts that are enabled; each subject of an alert once. */
  public static List<Finding> evaluate(PipelineFacts facts, BuiltInSettings settings, Instant now) {
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
      case RULE_TOO_WIDE, SERIES_IN_SEVERAL_PARTITIONS, NO_DATA_TOO_EARLY -> numbers(alert);
      case CLOCK_AHEAD -> clocksAhead();
      case CURSOR_AHEAD_OF_TOPIC -> ahead();
      case TRANSACTION_OPEN -> held();
      case WATCHDOG ->
          List.of(new Finding(alert, Labels.EMPTY, true, 1, "the tick that evaluates it runs"));
    };
  }

  private List<Finding> stalled() {
    List<Finding> findings = new ArrayList<>();
    Map<String, Optional<Instant>> arrived = new TreeMap<>();
    Map<String, Optional<Instant>> looked = new TreeMap<>();
    facts.topics().forEach(topic -> arrived.put(topic, Optional.empty()));
    for (PipelineFacts.Partition partition : facts.partitions()) {
      String topic = partition.cursor().id().topic();
      Labels labels =
          Labels.of(
              "topic",
              topic,
              "partition",
              Integer.toString(partition.cursor().id().partition()),
              "cause",
              "lags");
      findings.add(
          tooOld(
              BuiltIn.PIPELINE_STALLED,
              labels,
              partition.cursor().time(now),
              "partition %s is read up to ".formatted(partition.cursor().id()),
              "nothing was read of partition %s, nor was it seen to be empty,"
                  .formatted(partition.cursor().id())));
      arrived.merge(topic, partition.grewAt(), BuiltInConditions::later);
      looked.merge(topic, partition.lookedAt(), BuiltInConditions::later);
    }
    arrived.forEach((topic, last) -> {
      Labels subject = Labels.of("topic", topic, "cause", "nothing_arrives");
      Finding finding =
          tooOld(
              BuiltIn.PIPELINE_STALLED,
              subject,
              last,
              "topic %s was last seen to grow at ".formatted(topic),
              "topic %s was not seen to grow".formatted(topic));
      // Of a log that could not be looked at, it is not known whether anything came.
      boolean isKnown =
          !looked.containsKey(topic)
              || looked
                  .getOrDefault(topic, Optional.empty())
                  .filter(at -> !olderThanWindow(BuiltIn.PIPELINE_STALLED, at))
                  .isPresent();
      findings.add(
          isKnown
              ? finding
              : finding.notKnown(
                  "whether it grew since is not known, for its log could not be looked at"));
    });
    return findings;
  }

  private List<Finding> matchesNothing() {
    return facts.rules().stream()
        .map(rule ->
            tooOld(
                BuiltIn.RULE_MATCHES_NOTHING,
                Labels.of("about_rule", rule.rule().value()),
                Optional.of(rule.matchedAt().orElse(rule.since())),
                rule.matchedAt().isPresent()
                    ? "a sample of rule %s was last noted at ".formatted(rule.rule())
                    : "no sample of rule %s was noted since it came into force at "
                        .formatted(rule.rule()),
                ""))
        .toList();
  }

  /**
   * Whether what happened last is too long ago; what never happened counts from the beginning.
   *
   * @param happened what is known of it when it happened, up to its time
   * @param never what is known of it when it never did
   */
  private Finding tooOld(
      BuiltIn alert, Labels subject, Optional<Instant> last, String happened, String never) {
    Instant at = last.orElse(facts.since());
    double age = Math.max(0, Duration.between(at, now).toMillis() / 1000.0);
    return new Finding(
        alert,
        subject,
        olderThanWindow(alert, at),
        Math.rint(age),
        (last.isPresent() ? happened : never + " since looking began at ") + Rfc3339.format(at));
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
          return beyond(
              count,
              Math.rint(share * PERCENT) / PERCENT,
              share,
              alert == BuiltIn.RECORDS_REJECTED
                  ? "of %d records %d were rejected".formatted(count.whole(), count.part())
                  : "of %d samples %d were late".formatted(count.whole(), count.part()),
              alert == BuiltIn.RECORDS_REJECTED ? "" : whoIsLate(count.subject()));
        })
        .toList();
  }

  /** The producers that are slow, and those that are fast. */
  private String whoIsLate(Labels partition) {
    return worst(partition, Kind.SLOW, "; their own samples come late: ")
        + worst(partition, Kind.FAST, "; they are ahead of others, and make these late: ");
  }

  /** Empty when there are none. */
  private String worst(Labels partition, Kind kind, String words) {
    List<PipelineFacts.Producer> producers =
        producers(kind)
            .filter(producer -> subject(producer.partition()).equals(partition))
            .toList();
    return producers.isEmpty() ? "" : words + worst(producers);
  }

  private Stream<PipelineFacts.Producer> producers(Kind kind) {
    return facts.producers().stream().filter(producer -> producer.last().kind() == kind);
  }

  private List<Finding> clocksAhead() {
    List<Finding> findings = new ArrayList<>();
    for (String topic : facts.topics()) {
      List<PipelineFacts.Producer> ahead =
          producers(Kind.AHEAD)
              .filter(producer -> producer.partition().topic().equals(topic))
              .toList();
      double most =
          ahead.stream().mapToLong(producer -> producer.last().most()).max().orElse(0) / 1e3;
      findings.add(
          new Finding(
              BuiltIn.CLOCK_AHEAD,
              Labels.of("topic", topic),
              most > settings.of(BuiltIn.CLOCK_AHEAD).threshold(),
              most,
              ahead.isEmpty()
                  ? "no producer of topic %s is ahead of the clock".formatted(topic)
                  : "topic %s has %d %s whose clock is ahead: %s"
                      .formatted(
                          topic,
                          ahead.size(),
                          ahead.size() == 1 ? "producer" : "producers",
                          worst(ahead))));
    }
    return findings;
  }

  /** The worst producers, how far they are off, and since when. */
  private static String worst(List<PipelineFacts.Producer> producers) {
    return producers.stream()
        .sorted(
            Comparator.comparingLong((PipelineFacts.Producer producer) -> producer.last().most())
                .reversed()
                .thenComparing(producer -> producer.last().name()))
        .limit(MOST_NAMED)
        .map(producer ->
            "%s by %s since %s (%d samples)"
                .formatted(
                    producer.last().name(),
                    DurationText.of(Duration.ofMillis(producer.last().most())),
                    Rfc3339.format(producer.since()),
                    producer.last().samples()))
        .collect(Collectors.joining(", "));
  }

  private static Labels subject(PartitionId id) {
    return Labels.of("topic", id.topic(), "partition", Integer.toString(id.partition()));
  }

  private List<Finding> numbers(BuiltIn alert) {
    return counts(alert)
        .map(count ->
            beyond(
                count,
                (double) count.part(),
                (double) count.part(),
                switch (alert) {
                  case RULE_TOO_WIDE ->
                      "%d samples were beyond the limits of the rule".formatted(count.part());
                  case NO_DATA_TOO_EARLY ->
                      "%d times a key was resolved for want of data and its condition was met again soon"
                          .formatted(count.part());
                  default ->
                      "%d samples came from another partition than their series before"
                          .formatted(count.part());
                },
                ""))
        .toList();
  }

  private Stream<PipelineFacts.Count> counts(BuiltIn alert) {
    return facts.counts().stream().filter(count -> count.alert() == alert);
  }

  private Finding beyond(
      PipelineFacts.Count count, double shown, double value, String counted, String more) {
    BuiltInRule rule = settings.of(count.alert());
    return new Finding(
        count.alert(),
        count.subject(),
        value > rule.threshold(),
        shown,
        "%s within %s%s".formatted(counted, DurationText.of(rule.window()), more));
  }

  private List<Finding> ahead() {
    return facts.partitions().stream()
        .map(partition ->
            new Finding(
                BuiltIn.CURSOR_AHEAD_OF_TOPIC,
                subject(partition.cursor().id()),
                partition.ahead() > 0,
                partition.ahead(),
                partition
                    .lookedAt()
                    .map(at ->
                        "partition %s ended %d records before the cursor when it was looked at, at %s"
                            .formatted(
                                partition.cursor().id(), partition.ahead(), Rfc3339.format(at)))
                    .orElseGet(() ->
                        "partition %s was not looked at yet".formatted(partition.cursor().id()))))
        .toList();
  }

  private List<Finding> held() {
    return facts.partitions().stream().map(this::held).toList();
  }

  private Finding held(PipelineFacts.Partition partition) {
    PartitionId id = partition.cursor().id();
    Labels subject = subject(id);
    return partition
        .heldSince()
        .map(since ->
            tooOld(
                BuiltIn.TRANSACTION_OPEN,
                subject,
                Optional.of(since),
                "an open transaction holds back the records of partition %s since ".formatted(id),
                ""))
        .orElseGet(() ->
            new Finding(
                BuiltIn.TRANSACTION_OPEN,
                subject,
                false,
                0,
                "no transaction holds back the records of partition " + id));
  }

  private static Optional<Instant> later(Optional<Instant> first, Optional<Instant> second) {
    return Stream.concat(first.stream(), second.stream()).max(Comparator.naturalOrder());
  }
}
