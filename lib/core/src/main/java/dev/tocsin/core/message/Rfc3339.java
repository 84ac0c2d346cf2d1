package dev.tocsin.core.message;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How times leave the house: RFC 3339 in UTC, to the millisecond. */
public final class Rfc3339 {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Rfc3339() {}

  /** {@code 2026-11-21T10:05:00.250Z}; digits beyond the millisecond are cut. */
  public static String format(Instant time) {
    return FORMAT.format(time);
  }
}
