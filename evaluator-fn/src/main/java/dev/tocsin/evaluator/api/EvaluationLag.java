package dev.tocsin.evaluator.api;

import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.alert.EvaluationSchedule;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.Watermark;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.window.EvaluationShards;
import dev.tocsin.evaluator.watermark.WatermarkReader;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks how far evaluation is, and what holds it back. */
@Singleton
class EvaluationLag {
  private final WatermarkReader known;
  private final EvaluationShards shards;
  private final InstantSource clock;

  EvaluationLag(WatermarkReader known, EvaluationShards shards, InstantSource clock) {
    this.known = known;
    this.shards = shards;
    this.clock = clock;
  }

  /** What holds now. */
  Snapshot look() {
    return new Snapshot(
        clock.instant(),
        known.partitions(),
        shards.evaluated().values().stream()
            .min(Instant::compareTo)
            .filter(evaluated -> evaluated.isAfter(Instant.EPOCH)),
        known.allowedLateness());
  }

  /**
   * How far evaluation was at a moment.
   *
   * @param partitions all that are read
   * @param evaluatedBefore evaluation times before it are evaluated in all shards; none when none
   *     ever was
   */
  record Snapshot(
      Instant now,
      List<PartitionCursor> partitions,
      Optional<Instant> evaluatedBefore,
      Duration allowedLateness) {
    /** Beyond so much, scheduled rules count as not evaluated. */
    private static final Duration LONG = Duration.ofMinutes(5);

    Optional<Instant> watermark() {
      return Watermark.of(partitions, allowedLateness, now);
    }

    /** The watermark, or, while there is none, the clock. */
    Instant eventTime() {
      return watermark().orElse(now);
    }

    Optional<Duration> behind() {
      return watermark().map(watermark -> Duration.between(watermark, now));
    }

    /** Up to which event time a rule is evaluated; none when it never was. */
    Optional<Instant> lastEvaluation(Rule rule) {
      if (rule.condition() instanceof ScheduledCondition) {
        return evaluatedBefore.map(
            before -> EvaluationSchedule.lastBefore(before, ScheduledCondition.stepOf(rule)));
      }
      return partitions.stream()
          .flatMap(partition -> partition.eventTime().stream())
          .max(Instant::compareTo)
          .map(newest -> newest.isAfter(now) ? now : newest);
    }

    /** Whether rules that need the watermark are evaluated in good time. */
    boolean isBehind() {
      return behind().map(late -> late.compareTo(LONG.plus(allowedLateness)) > 0).orElse(true);
    }

    Optional<PartitionCursor> heldBackBy() {
      return Watermark.heldBackBy(partitions, now);
    }

    /** What the watermark is, and which partition holds it back. */
    String text() {
      return heldBackBy()
          .map(partition ->
              watermark()
                  .map(watermark -> text(watermark, partition))
                  .orElseGet(() ->
                      "The watermark is not known: nothing was read of partition %s, nor was it seen to be empty."
                          .formatted(partition.id())))
          .orElse("The watermark is not known: no partition is known yet.");
    }

    private String text(Instant watermark, PartitionCursor partition) {
      Duration behind = Duration.between(watermark, now);
      String time =
          "The watermark is %s, %s behind the clock (allowed lateness: %s)."
              .formatted(
                  Rfc3339.format(watermark),
                  DurationText.of(positive(behind)),
                  DurationText.of(allowedLateness));
      Instant own = partition.time(now).orElseThrow();
      boolean isHeld = Duration.between(own, now).compareTo(Duration.ofSeconds(5)) > 0;
      return isHeld
          ? "%s Partition %s holds it back: %s, and it was not seen read to its end since."
              .formatted(
                  time,
                  partition.id(),
                  partition
                      .eventTime()
                      .filter(own::equals)
                      .map(newest ->
                          "the newest sample taken from it is of " + Rfc3339.format(newest))
                      .orElseGet(() -> "it was last read to its end at " + Rfc3339.format(own)))
          : time + " No partition holds it back.";
    }

    private static Duration positive(Duration duration) {
      return duration.isNegative() ? Duration.ZERO : duration.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A rule's health in Prometheus's words, and what is wrong. */
    Health health(Rule rule) {
      if (lastEvaluation(rule).isEmpty()) {
        return new Health("unknown", "");
      }
      return rule.condition() instanceof ScheduledCondition && isBehind()
          ? new Health("err", text())
          : new Health("ok", "");
    }
  }

  /** See {@link RulesPage.ShownRule}. */
  record Health(String health, String lastError) {}

  /** A time as Prometheus shows it: the year 1 for none. */
  static String shown(Stream<Instant> times) {
    return times.max(Instant::compareTo).map(Rfc3339::format).orElse("0001-01-01T00:00:00Z");
  }
}
