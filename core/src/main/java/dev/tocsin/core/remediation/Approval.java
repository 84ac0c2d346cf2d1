package dev.tocsin.core.remediation;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The question whether a run may go ahead.
 *
 * @param expiresAt when it lapses; part of what the token covers
 * @param decided the answer, given once
 */
public record Approval(Instant expiresAt, Optional<Decided> decided) {
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
