package dev.tocsin.promql.rules;

import dev.tocsin.promql.Expr;
import dev.tocsin.promql.Expr.Binary;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fast one counter grows, divided by how fast another one does.
 *
 * @param factor what the quotient is multiplied with
 */
record Ratio(Growth part, Growth whole, double factor) {
  /**
   * Empty when an expression is something else.
   *
   * @throws Untranslatable when the two sides select or group their series differently
   */
  static Optional<Ratio> of(Expr expr) {
    if (!(expr instanceof Binary binary) || !binary.matching().isEmpty()) {
      return Optional.empty();
    }
    return switch (binary.operator()) {
      case "*" -> product(binary);
      case "/" -> quotient(binary);
      default -> Optional.empty();
    };
  }

  /** {@code 100 * (a / b)}, or {@code a / b * 100}. */
  private static Optional<Ratio> product(Binary binary) {
    OptionalDouble left = Numbers.of(binary.left());
    OptionalDouble factor = left.isPresent() ? left : Numbers.of(binary.right());
    Expr other = left.isPresent() ? binary.right() : binary.left();
    return factor.isPresent() && factor.getAsDouble() > 0
        ? of(other)
            .map(ratio -> new Ratio(ratio.part, ratio.whole, ratio.factor * factor.getAsDouble()))
        : Optional.empty();
  }

  /** {@code a / b}, or {@code 100 * a / b}. */
  private static Optional<Ratio> quotient(Binary binary) {
    Optional<Growth> whole = Growth.of(binary.right());
    Expr left = binary.left();
    double factor = 1;
    if (left instanceof Binary scaled && scaled.operator().equals("*")) {
      OptionalDouble first = Numbers.of(scaled.left());
      OptionalDouble number = first.isPresent() ? first : Numbers.of(scaled.right());
      if (number.isPresent() && number.getAsDouble() > 0) {
        factor = number.getAsDouble();
        left = first.isPresent() ? scaled.right() : scaled.left();
      }
    }
    Optional<Growth> part = Growth.of(left);
    if (part.isEmpty() || whole.isEmpty() || part.get().isGauge()) {
      return Optional.empty();
    }
    check(part.get(), whole.get());
    return Optional.of(new Ratio(part.get(), whole.get(), factor));
  }

  private static void check(Growth part, Growth whole) {
    if (!part.function().equals(whole.function()) || !part.window().equals(whole.window())) {
      throw new Untranslatable("divides by another function, or over another window");
    }
    if (!part.by().equals(whole.by())) {
      throw new Untranslatable("divides two sums over different labels");
    }
    if (!part.of().hasTestsOf(whole.of())) {
      throw new Untranslatable(
          "divides two selections with different tests of labels: ratio_to has the same filters"
              + " for both metrics");
    }
    if (part.of().metric().equals(whole.of().metric())) {
      throw new Untranslatable("divides a metric by itself");
    }
  }
}
