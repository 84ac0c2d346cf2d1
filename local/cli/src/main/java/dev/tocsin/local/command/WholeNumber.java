package dev.tocsin.local.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's whole number, within bounds. */
abstract sealed class WholeNumber implements ITypeConverter<Integer> {
  private final int least;
  private final int most;

  private WholeNumber(int least, int most) {
    this.least = least;
    this.most = most;
  }

  @Override
  public Integer convert(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new TypeConversionException(
        "\"%s\" is no whole number from %d to %d".formatted(text, least, most));
  }

  /** A port; 0 is a free one. */
  static final class Port extends WholeNumber {
    Port() {
      super(0, 65_535);
    }
  }

  /** How many evaluators run in a process: no more than there are shards to evaluate. */
  static final class Evaluators extends WholeNumber {
    Evaluators() {
      super(1, 64);
    }
  }
}
