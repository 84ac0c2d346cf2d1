package dev.tocsin.notifier.api.v2;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Times as the API writes them, and as it takes them. */
final class ApiTime {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** A date, or a date and a time; without a zone it is in UTC. */
  private static final DateTimeFormatter TAKEN =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendPattern("[XXX][XX]")
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private ApiTime() {}

  /** With milliseconds. */
  static String format(Instant time) {
    return SHOWN.format(time);
  }

  /** Empty when the text is no time. */
  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(
              instant(
                  TAKEN.parseBest(
                      text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)))
          .filter(ApiTime::isStorable);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant instant(TemporalAccessor time) {
    return switch (time) {
      case OffsetDateTime zoned -> zoned.toInstant();
      case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
      case LocalDate date -> date.atStartOfDay().toInstant(ZoneOffset.UTC);
      default -> throw new IllegalArgumentException("not asked for: " + time);
    };
  }

  private static boolean isStorable(Instant time) {
    int year = time.atOffset(ZoneOffset.UTC).get(ChronoField.YEAR);
    return year >= 1 && year <= 9999;
  }
}
