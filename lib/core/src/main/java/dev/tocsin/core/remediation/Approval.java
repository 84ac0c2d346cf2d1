package dev.tocsin.core.remediation;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The question whether a run's next attempt may be made. An approval covers that one attempt.
 *
 * @param expiresAt when it lapses; part of what the token covers, and another one for each question
 *     of a run
 * @param attempt which attempt of the run it asks for, from 1
 * @param decided the answer, given once
 */
public record Approval(Instant expiresAt, int attempt, Optional<Decided> decided) {
  /** What a person may answer. */
  public enum Answer {
    APPROVE,
    DENY;

    /** The word in requests and rows: {@code approve}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Answer> parse(String code) {
      for (Answer answer : values()) {
        if (answer.code().equals(code)) {
          return Optional.of(answer);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * An answer.
   *
   * @param principal who: {@code link} when possession of the link sufficed
   * @param source the address the answer came from; empty when unknown
   * @param comment what was said with it; may be empty
   */
  public record Decided(
      Answer answer, String principal, String source, String comment, Instant at) {}
}
