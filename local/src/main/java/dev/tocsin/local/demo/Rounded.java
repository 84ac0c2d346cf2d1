package dev.tocsin.local.demo;

/** Numbers with no more digits than a person reads. */
final class Rounded {

  private Rounded() {}

  static double toHundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
