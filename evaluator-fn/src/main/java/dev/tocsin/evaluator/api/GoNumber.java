package dev.tocsin.evaluator.api;

import java.math.BigDecimal;

/** Numbers as Go writes them. */
final class GoNumber {
  private GoNumber() {}

  /**
   * With an exponent, as few digits as distinguish it from others: {@code 9.15e+01}. That is {@code
   * strconv.FormatFloat(v, 'e', -1, 64)}, in which Prometheus's API shows the values of alerts.
   */
  static String exponent(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    String sign = Double.compare(number, 0.0) < 0 ? "-" : "";
    BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
    String digits = decimal.unscaledValue().toString();
    int exponent = decimal.signum() == 0 ? 0 : decimal.precision() - decimal.scale() - 1;
    return "%s%s%s%se%s%02d"
        .formatted(
            sign,
            digits.substring(0, 1),
            digits.length() > 1 ? "." : "",
            digits.substring(1),
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }
}
