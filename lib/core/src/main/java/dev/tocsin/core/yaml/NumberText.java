package dev.tocsin.core.yaml;

import java.math.BigDecimal;

/** Numbers as people write them. */
public final class NumberText {
  private NumberText() {}

  /** A number as people write it: 80, 91.5, 1.2E+30. */
  public static String of(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int magnitude = decimal.precision() - decimal.scale();
    return magnitude >= -6 && magnitude <= 21 ? decimal.toPlainString() : decimal.toString();
  }
}
