package dev.tocsin.core.delivery;

import dev.tocsin.core.breaker.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What one attempt to deliver came to. */
public sealed interface Attempt {
  /** One sentence for a person. */
  String detail();

  /** The status of the HTTP answer; empty when none came. */
  OptionalInt status();

  /** What it says of the destination. */
  Outcome outcome();

  /** The receiver took it. */
  record Accepted(OptionalInt status, String detail) implements Attempt {
    @Override
    public Outcome outcome() {
      return Outcome.SUCCESS;
    }
  }

  /**
   * It may be tried again.
   *
   * @param retryAfter what the receiver asked for
   */
  record Retryable(
      OptionalInt status, String detail, Optional<Duration> retryAfter, Outcome outcome)
      implements Attempt {}

  /** It will never be taken. */
  record Permanent(OptionalInt status, String detail) implements Attempt {
    @Override
    public Outcome outcome() {
      return Outcome.NEITHER;
    }
  }

  /** No answer came: refused, reset, or out of time. */
  static Attempt unanswered(String detail) {
    return new Retryable(OptionalInt.empty(), detail, Optional.empty(), Outcome.FAILURE);
  }

  /**
   * What an HTTP answer means. A redirect is not followed: where an alert goes is decided here.
   *
   * @param detail what to say of it
   */
  static Attempt answered(int status, Optional<Duration> retryAfter, String detail) {
    OptionalInt answer = OptionalInt.of(status);
    if (status >= 200 && status <= 299) {
      return new Accepted(answer, detail);
    }
    if (status >= 300 && status <= 399) {
      return new Retryable(answer, detail, retryAfter, Outcome.NEITHER);
    }
    return switch (status) {
      case 408, 425, 429 -> new Retryable(answer, detail, retryAfter, Outcome.NEITHER);
      default ->
          status >= 400 && status <= 499
              ? new Permanent(answer, detail)
              : new Retryable(answer, detail, retryAfter, Outcome.FAILURE);
    };
  }
}
