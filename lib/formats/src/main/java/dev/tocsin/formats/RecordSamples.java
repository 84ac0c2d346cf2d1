package dev.tocsin.formats;

import static dev.tocsin.engine.sample.RejectionReason.BAD_NAME;
import static dev.tocsin.engine.sample.RejectionReason.BAD_TAGS;
import static dev.tocsin.engine.sample.RejectionReason.BAD_TIMESTAMP;
import static dev.tocsin.engine.sample.RejectionReason.BAD_VALUE;

import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.formats.Decoded.Rejected;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The samples of a record that holds several, and why others of it are none. */
final class RecordSamples {
  /** Most that a record may hold, good ones and others. */
  static final int MAX = 50_000;

  private static final int SHOWN = 200;

  private final SampleClock clock;
  private final Set<String> dropped;
  private final List<Sample> samples = new ArrayList<>();
  private final Map<RejectionReason, Rejections> refused = new EnumMap<>(RejectionReason.class);
  private long seen;

  /** So many of one reason, and the sentence of the first. */
  private record Rejections(long count, String first) {}

  /**
   * @param dropped names of labels that are taken as absent
   */
  RecordSamples(SampleClock clock, Set<String> dropped) {
    this.clock = clock;
    this.dropped = dropped;
  }

  /** A series of the record, as it names it. */
  NamedSeries series(String metric, Map<String, String> tags) {
    if (dropped.isEmpty()) {
      return NamedSeries.of(metric, tags);
    }
    Map<String, String> kept = new LinkedHashMap<>(tags);
    kept.keySet().removeAll(dropped);
    return NamedSeries.of(metric, kept);
  }

  /**
   * Takes a sample, or notes the first reason why it is none.
   *
   * @param said milliseconds since 1970; a time that is out of range, or negative, is refused
   */
  void add(NamedSeries series, double value, long said) {
    add(series, value, said, said == Timestamp.NONE ? "" : Timestamp.hintOfMillis(said));
  }

  /**
   * The same.
   *
   * @param hint what a time that is out of range may have been meant as; may be empty
   */
  void add(NamedSeries series, double value, long said, String hint) {
    add(series, value, said, Sample.BEGUN_UNKNOWN, hint);
  }

  /**
   * Takes a sample of a counter.
   *
   * @param begun when the counter began, in milliseconds since 1970; {@link Timestamp#NONE} when it
   *     is not known
   */
  void addCounter(NamedSeries series, double value, long said, long begun) {
    boolean isKnown = begun != Timestamp.NONE && Timestamp.inRange(begun) == begun;
    add(
        series,
        value,
        said,
        isKnown ? begun : Sample.BEGUN_UNKNOWN,
        said == Timestamp.NONE ? "" : Timestamp.hintOfMillis(said));
  }

  private void add(NamedSeries series, double value, long said, long begun, String hint) {
    long millis = clock.time(said);
    Optional<Rejected> fault = fault(series, value, millis, hint);
    if (fault.isPresent()) {
      reject(1, fault.get().reason(), series.metric(), fault.get().detail());
      return;
    }
    seen++;
    if (seen <= MAX) {
      samples.add(new Sample(series.series(), value, millis, begun));
    }
  }

  /**
   * Notes why some are no samples.
   *
   * @param subject what the sentence is about: the name of a metric
   */
  void reject(long count, RejectionReason reason, String subject, String detail) {
    seen += count;
    Rejections before = refused.get(reason);
    refused.put(
        reason,
        before == null
            ? new Rejections(count, SampleText.shown(subject, 80) + ": " + detail)
            : new Rejections(before.count() + count, before.first()));
  }

  private Optional<Rejected> fault(NamedSeries series, double value, long millis, String hint) {
    if (!SampleText.metricName(series.metric())) {
      return rejected(BAD_NAME, "its name must be " + SampleLimits.METRIC_NAMES);
    }
    if (!Double.isFinite(value)) {
      return rejected(BAD_VALUE, "value must be a finite number, not " + value);
    }
    if (Timestamp.inRange(millis) == Timestamp.NONE) {
      return rejected(
          BAD_TIMESTAMP,
          "timestamp must be there, and of the years 1970 to 9999"
              + (millis == Timestamp.NONE ? hint : ", not " + millis + " ms" + hint));
    }
    if (!series.badTags().isEmpty()) {
      return rejected(BAD_TAGS, series.badTags());
    }
    return SampleLimits.fromTheFuture(millis, clock.now(), "");
  }

  private static Optional<Rejected> rejected(RejectionReason reason, String detail) {
    return Optional.of(new Rejected(reason, detail));
  }

  /** What the record holds; nothing of it counts when it holds too many. */
  Decoded decoded() {
    if (seen > MAX) {
      return Decoded.of(
          new Rejected(
              RejectionReason.TOO_LARGE,
              "record holds "
                  + seen
                  + " samples: at most "
                  + MAX
                  + " are read; let the producer send smaller batches"));
    }
    return new Decoded(samples, rejected());
  }

  private Optional<Rejected> rejected() {
    long count = refused.values().stream().mapToLong(Rejections::count).sum();
    return refused.entrySet().stream()
        .findFirst()
        .map(first ->
            new Rejected(first.getKey(), count + " of " + seen + " samples refused: " + summary()));
  }

  private String summary() {
    return refused.entrySet().stream()
        .map(entry ->
            entry.getKey().code()
                + " "
                + entry.getValue().count()
                + " ("
                + SampleText.shown(entry.getValue().first(), SHOWN)
                + ")")
        .collect(Collectors.joining(", "));
  }
}
