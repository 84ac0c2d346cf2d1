package dev.tocsin.local.demo;

/** Numbers with no more digits than a person reads. */
final class Rounded {

  private Rounded() {}

  /** A number as Prometheus's API writes it, {@code 7.6e+01}, as people write it: {@code 76}. */
  static String text(String number) {
    double rounded = toHundredths(Double.parseDouble(number));
    return rounded == Math.rint(rounded)
        ? Long.toString(Math.round(rounded))
        : Double.toString(rounded);
  }

  static double toHundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
