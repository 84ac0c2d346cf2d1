package dev.tocsin.core.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header by which a receiver asks for a pause: seconds or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {
  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  /** The pause asked for, zero for a date gone by; empty when the text is neither form. */
  public static Optional<Duration> parse(String text, Instant now) {
    String header = text.strip();
    if (header.matches("[0-9]{1," + MOST_DIGITS + "}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
    }
    try {
      Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header));
      Duration pause = Duration.between(now, date);
      return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
