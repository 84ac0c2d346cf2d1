package dev.tocsin.formats;

import dev.tocsin.engine.sample.RejectionReason;
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
  static final String INSTANCES = "a text of 1 to " + MAX_INSTANCE + " characters, or a number";

  /** The field of JSON, and the label, that names where a sample was taken. */
  static final String INSTANCE_ID = "instance_id";

  /** Names that no tag of JSON has, since fields have them. */
  static final Set<String> FIELDS = Set.of(INSTANCE_ID, "metric_name");

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
    return SampleText.text(tag, 1, MAX_TAG_NAME)
        ? ""
        : shown(tag) + " must have a name of 1 to " + MAX_TAG_NAME + " characters";
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

  /** Whether a time is further ahead of the clock than that of a sample may be. */
  static boolean isFromTheFuture(long at, Instant now) {
    return at / 1_000 - MOST_AHEAD.toSeconds() > now.getEpochSecond() - 1
        && Instant.ofEpochMilli(at).minus(MOST_AHEAD).isAfter(now);
  }

  /** Why a time is too far ahead of the clock, if it is; a hint may say what was meant. */
  static Optional<Rejected> fromTheFuture(long at, Instant now, String hint) {
    return isFromTheFuture(at, now)
        ? Optional.of(
            new Rejected(
                RejectionReason.FROM_THE_FUTURE,
                "timestamp is %s%s: more than 10 minutes ahead of the clock, %s"
                    .formatted(Instant.ofEpochMilli(at), hint, now)))
        : Optional.empty();
  }
}
