package dev.tocsin.routing.explain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times within sentences, in UTC: {@code 10:02:00 UTC}, with the date where it is another day. */
final class TimeText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private TimeText() {}

  /**
   * @param now when the sentence is said
   */
  static String of(Instant time, Instant now) {
    boolean isSameDay =
        time.atOffset(ZoneOffset.UTC)
            .toLocalDate()
            .equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
    return (isSameDay ? TIME : DATE_AND_TIME).format(time);
  }
}
