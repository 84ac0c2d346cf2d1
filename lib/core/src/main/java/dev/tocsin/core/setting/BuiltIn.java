package dev.tocsin.core.setting;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Severity;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The alerts that need no rule, and how each is set unless settings say otherwise. */
@SuppressWarnings("ImmutableEnumChecker")
public enum BuiltIn {
  PIPELINE_STALLED(
      "TocsinPipelineStalled",
      "A partition lags behind, or nothing arrives in a topic: what is evaluated over windows waits, or has nothing to evaluate.",
      "{{labels.topic}} {{labels.partition}} {{labels.cause}}: {{value}} s behind",
      Severity.HIGH,
      Duration.ZERO,
      Optional.of(Duration.ofMinutes(5)),
      Optional.empty(),
      List.of("topic", "partition", "cause")),
  RULE_MATCHES_NOTHING(
      "TocsinRuleMatchesNothing",
      "A rule has had no series for long: its metric, its filters or the producer are not what it expects.",
      "rule {{labels.about_rule}} has matched nothing for {{value}} s",
      Severity.LOW,
      Duration.ZERO,
      Optional.of(Duration.ofDays(1)),
      Optional.empty(),
      List.of("about_rule")),
  RECORDS_REJECTED(
      "TocsinRecordsRejected",
      "Records are no samples, and are put aside as dead letters.",
      "{{value}} % of the records of {{labels.topic}} are rejected",
      Severity.MEDIUM,
      Duration.ZERO,
      Optional.of(Duration.ofMinutes(10)),
      Optional.of(1.0),
      List.of("topic")),
  SAMPLES_LATE(
      "TocsinSamplesLate",
      "Samples come later than allowed_lateness lets them: they count as of when they come, and windows that were evaluated miss them.",
      "{{value}} % of the samples of {{labels.topic}} {{labels.partition}} are late: a producer is slow, or another one's clock is fast",
      Severity.MEDIUM,
      Duration.ZERO,
      Optional.of(Duration.ofMinutes(10)),
      Optional.of(1.0),
      List.of("topic", "partition")),
  CLOCK_AHEAD(
      "TocsinClockAhead",
      "Producers send samples that are ahead of the clock by more than allowed_lateness: their clocks are fast.",
      "the clock of a producer of {{labels.topic}} is {{value}} s ahead",
      Severity.MEDIUM,
      Duration.ZERO,
      Optional.of(Duration.ofMinutes(10)),
      Optional.of(0.0),
      List.of("topic")),
  NO_DATA_TOO_EARLY(
      "TocsinNoDataTooEarly",
      "Keys of a rule are resolved for want of data, and their condition is met again soon: samples come more rarely than the rule waits for them.",
      "keys of rule {{labels.about_rule}} that had no data and came back: {{value}}; give it a longer stale_after",
      Severity.LOW,
      Duration.ZERO,
      Optional.of(Duration.ofHours(1)),
      Optional.of(0.0),
      List.of("about_rule")),
  RULE_TOO_WIDE(
      "TocsinRuleTooWide",
      "A rule has as many keys, or series of a key, as it may have: what is beyond is not evaluated.",
      "rule {{labels.about_rule}} has ignored {{value}} samples beyond its limits",
      Severity.MEDIUM,
      Duration.ZERO,
      Optional.of(Duration.ofMinutes(15)),
      Optional.of(0.0),
      List.of("about_rule")),
  SERIES_IN_SEVERAL_PARTITIONS(
      "TocsinSeriesInSeveralPartitions",
      "Series of a keyed topic come from several partitions: their samples are evaluated in no certain order.",
      "{{value}} samples of {{labels.topic}} came from another partition than their series before",
      Severity.HIGH,
      Duration.ZERO,
      Optional.of(Duration.ofMinutes(15)),
      Optional.of(0.0),
      List.of("topic")),
  CURSOR_AHEAD_OF_TOPIC(
      "TocsinCursorAheadOfTopic",
      "A partition ends before what was read of it: the topic was made anew, and its records are not taken.",
      "{{labels.topic}} {{labels.partition}} ends {{value}} records before the cursor: tocsin cursor reset mends it",
      Severity.CRITICAL,
      Duration.ZERO,
      Optional.empty(),
      Optional.empty(),
      List.of("topic", "partition")),
  TRANSACTION_OPEN(
      "TocsinTransactionOpen",
      "A producer has not ended its transaction: what was sent to a partition since is not evaluated.",
      "{{labels.topic}} {{labels.partition}} stands still for {{value}} s: a producer has not ended its transaction",
      Severity.HIGH,
      Duration.ZERO,
      Optional.of(Duration.ofSeconds(30)),
      Optional.empty(),
      List.of("topic", "partition")),
  WATCHDOG(
      "TocsinWatchdog",
      "Always fires, again and again: who waits for it notices when the pipeline does not work.",
      "the pipeline evaluates and notifies",
      Severity.LOW,
      Duration.ofMinutes(5),
      Optional.empty(),
      Optional.empty(),
      List.of());

  private final String alertName;
  private final String description;
  private final String summary;
  private final List<String> by;
  private final BuiltInRule defaults;
  private final boolean windowed;
  private final boolean measured;

  BuiltIn(
      String alertName,
      String description,
      String summary,
      Severity severity,
      Duration cooldown,
      Optional<Duration> window,
      Optional<Double> threshold,
      List<String> by) {
    this.alertName = alertName;
    this.description = description;
    this.summary = summary;
    this.by = by;
    this.windowed = window.isPresent();
    this.measured = threshold.isPresent();
    this.defaults =
        new BuiltInRule(
            true,
            severity,
            Map.of(),
            Duration.ZERO,
            cooldown,
            cooldown,
            window.orElse(Duration.ZERO),
            threshold.orElse(0.0));
  }

  /** Its name in settings: {@code pipeline_stalled}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The rule that its alerts name: {@code tocsin_pipeline_stalled}. */
  public RuleId id() {
    return new RuleId(RuleId.OF_TOCSIN + code());
  }

  /** All of these ids. No other rule may have one of them. */
  public static List<RuleId> ids() {
    return Arrays.stream(values()).map(BuiltIn::id).toList();
  }

  /** The one whose alerts name this rule, if one does. */
  public static Optional<BuiltIn> find(RuleId rule) {
    return Arrays.stream(values()).filter(alert -> alert.id().equals(rule)).findFirst();
  }

  /** The label {@code alertname}: {@code TocsinPipelineStalled}. */
  public String alertName() {
    return alertName;
  }

  public String description() {
    return description;
  }

  /** What the alert says, with its value and labels in braces. */
  public String summary() {
    return summary;
  }

  /** The labels by which its alerts are distinguished. */
  public List<String> by() {
    return by;
  }

  /** The page of the runbooks that says what to do: {@code pipeline-stalled.md}. */
  public String page() {
    return code().replace('_', '-') + ".md";
  }

  /** Whether it looks at a time that can be set. */
  public boolean windowed() {
    return windowed;
  }

  /** Whether it compares with a threshold that can be set. */
  public boolean measured() {
    return measured;
  }

  public BuiltInRule defaults() {
    return defaults;
  }
}
