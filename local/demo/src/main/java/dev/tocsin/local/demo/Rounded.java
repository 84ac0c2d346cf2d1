package dev.tocsin.local.demo;

import dev.tocsin.core.unit.Unit;

/** Numbers with no more digits than a person reads. */
final class Rounded {

  private Rounded() {}

  /**
   * A number as Prometheus's API writes it, {@code 7.6e+01}, as people write it: {@code 76 %}. What
   * is no number stays as it is.
   *
   * @param unit as the API writes it; may be empty
   */
  static String text(String number, String unit) {
    try {
      return Unit.find(unit).orElse(Unit.NONE).text(Double.parseDouble(number));
    } catch (NumberFormatException e) {
      return number;
    }
  }

  static double toHundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
