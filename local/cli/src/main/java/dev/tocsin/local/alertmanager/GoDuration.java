package dev.tocsin.local.alertmanager;

import dev.tocsin.core.yaml.DurationText;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A flag's length of time, as Alertmanager takes it: {@code 120h}, {@code 1m30s}, {@code 0}. */
final class GoDuration implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return Optional.of(text)
        .filter(time -> !time.isEmpty())
        .filter(time -> time.equals("0") || Character.isLetter(time.charAt(time.length() - 1)))
        .flatMap(DurationText::parse)
        .orElseThrow(() ->
            new TypeConversionException(
                "\"%s\" is no time such as 250ms, 30s, 5m, 1h30m or 5d".formatted(text)));
  }
}
