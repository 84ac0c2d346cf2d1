package dev.tocsin.local.rules;

import dev.tocsin.core.label.Severity;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's severity, written as in a file of rules. */
final class SeverityOption implements ITypeConverter<Severity> {
  @Override
  public Severity convert(String text) {
    for (Severity severity : Severity.values()) {
      if (severity.code().equals(text.toLowerCase(Locale.ROOT))) {
        return severity;
      }
    }
    throw new TypeConversionException(
        "\"%s\" is none of critical, high, medium, low".formatted(text));
  }
}
