package dev.tocsin.formats;

import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.engine.sample.Series;
import dev.tocsin.formats.Decoded.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What the parts of a sample may be (docs/records.md), and the sentences for what is not. */
final class SampleLimits {
  static final int MAX_INSTANCE = 256;
  static final int MAX_TAGS = 64;
  static final String METRIC_NAMES =
      "1 to 200 characters of a-z, A-Z, 0-9, _, : and ., not beginning with a digit or a point";
  static final String INSTANCES = "a text of 1 to " + MAX_INSTANCE + " characters";

  /** Names that no tag has, since the fields of a sample have them. */
  static final Set<String> FIELDS = Set.of(Sample.INSTANCE_ID, "metric_name");

  private static final int MAX_TAG_NAME = 128;
  private static final int MAX_TAG_TEXT = 1_024;
  private static final Duration MOST_AHEAD = Duration.ofMinutes(10);

  private SampleLimits() {}

  static boolean instance(String text) {
    return SampleText.text(text, 1, MAX_INSTANCE);
  }

  /** What is wrong with so many tags, or nothing. */
  static String badTagCount(int count) {
    return count > MAX_TAGS ? "tags must be at most " + MAX_TAGS + ", not " + count : "";
  }

  /** What is wrong with the name of a tag, or nothing. */
  static String badTagName(String tag) {
    if (!SampleText.text(tag, 1, MAX_TAG_NAME)) {
      return shown(tag) + " must have a name of 1 to " + MAX_TAG_NAME + " characters";
    }
    return FIELDS.contains(tag) ? shown(tag) + " has the name of a field: rename it" : "";
  }

  /** What is wrong with the text of a tag, or nothing. */
  static String badTagText(String tag, String text) {
    return SampleText.text(text, 0, MAX_TAG_TEXT)
        ? ""
        : shown(tag) + " must have a text of at most " + MAX_TAG_TEXT + " characters";
  }

  /** A tag as sentences name it. */
  static String shown(String tag) {
    return "tag \"" + SampleText.shown(tag, 80) + "\"";
  }

  /** A good sample, unless it is from the future. */
  static Decoded sample(Series series, double value, long at, Instant now) {
    return fromTheFuture(at, now)
        .map(Decoded::of)
        .orElseGet(() -> Decoded.of(new Sample(series, value, at)));
  }

  static Optional<Rejected> fromTheFuture(long at, Instant now) {
    if (at / 1_000 - MOST_AHEAD.toSeconds() <= now.getEpochSecond() - 1) {
      return Optional.empty();
    }
    Instant time = Instant.ofEpochMilli(at);
    return time.minus(MOST_AHEAD).isAfter(now)
        ? Optional.of(
            new Rejected(
                RejectionReason.FROM_THE_FUTURE,
                "timestamp is " + time + ": more than 10 minutes ahead of the clock, " + now))
        : Optional.empty();
  }
}
