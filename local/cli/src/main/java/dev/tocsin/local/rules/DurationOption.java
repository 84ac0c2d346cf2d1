package dev.tocsin.local.rules;

import dev.tocsin.core.yaml.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's length of time, written as in a file of rules. */
final class DurationOption implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return DurationText.parse(text)
        .orElseThrow(() ->
            new TypeConversionException(
                "\"%s\" is no time such as 250ms, 90s, 5m, 1h30m or 2d, nor a number of seconds"
                    .formatted(text)));
  }
}
