package dev.tocsin.evaluator.batch;

import dev.tocsin.core.deadletter.Sentence;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.engine.sample.RejectionReason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why a record was taken from the log only in part. Such a record is a dead letter.
 *
 * @param limit that it is beyond; none: it could not be read
 * @param detail one sentence for a person
 */
public record Truncation(Optional<Limit> limit, String detail) {
  /** The header of a record in an event that has the {@link #text} of its cut. */
  public static final String HEADER = "tocsin-cut";

  private static final String SEPARATOR = ": ";
  private static final String CORRUPT = RejectionReason.CORRUPT_BATCH.code();

  public Truncation {
    detail = Sentence.of(detail);
  }

  public static Truncation beyond(Limit limit, String detail) {
    return new Truncation(Optional.of(limit), detail);
  }

  public static Truncation corrupt(String detail) {
    return new Truncation(Optional.empty(), detail);
  }

  RejectionReason reason() {
    return limit.isPresent() ? RejectionReason.TOO_LARGE : RejectionReason.CORRUPT_BATCH;
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return limit.map(Limit::code).orElse(CORRUPT) + SEPARATOR + detail;
  }

  /** Nothing when it is not the text of a cut. */
  static Optional<Truncation> parse(String text) {
    List<String> parts = Arrays.asList(text.split(SEPARATOR, 2));
    if (parts.size() < 2) {
      return Optional.empty();
    }
    if (parts.getFirst().equals(CORRUPT)) {
      return Optional.of(corrupt(parts.getLast()));
    }
    return Arrays.stream(Limit.values())
        .filter(limit -> limit.code().equals(parts.getFirst()))
        .findFirst()
        .map(limit -> beyond(limit, parts.getLast()));
  }
}
