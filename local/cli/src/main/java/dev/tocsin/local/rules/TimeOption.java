package dev.tocsin.local.rules;

import dev.tocsin.formats.Timestamp;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's time, written as in a record: RFC 3339. */
final class TimeOption implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    long millis = Timestamp.ofText(text);
    if (millis == Timestamp.NONE) {
      throw new TypeConversionException(
          "\"%s\" is no time such as 2026-11-21T10:00:00Z".formatted(text));
    }
    return Instant.ofEpochMilli(millis);
  }
}
