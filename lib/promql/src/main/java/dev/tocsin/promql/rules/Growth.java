package dev.tocsin.promql.rules;

import dev.tocsin.promql.Expr;
import dev.tocsin.promql.Expr.Aggregation;
import dev.tocsin.promql.Expr.Call;
import dev.tocsin.promql.Expr.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How fast a counter or a gauge changes: {@code sum by (l) (rate(m[5m]))}.
 *
 * @param function {@code rate}, {@code increase} or {@code delta}
 * @param by the labels summed by; none when it is not summed
 */
record Growth(String function, Selection of, Duration window, Optional<List<String>> by) {
  private static final List<String> FUNCTIONS = List.of("rate", "increase", "delta");

  /** Empty when an expression is something else. */
  static Optional<Growth> of(Expr expr) {
    return switch (expr) {
      case Aggregation(String sum, var grouping, List<Expr> arguments)
          when sum.equals("sum") && arguments.size() == 1 && arguments.getFirst() instanceof Call ->
          call((Call) arguments.getFirst(), Optional.of(Grouped.labels(grouping)));
      case Call call -> call(call, Optional.empty());
      default -> Optional.empty();
    };
  }

  private static Optional<Growth> call(Call call, Optional<List<String>> by) {
    return FUNCTIONS.contains(call.function())
            && call.arguments().size() == 1
            && call.arguments().getFirst() instanceof Selector selector
            && selector.range().isPresent()
        ? Optional.of(
            new Growth(call.function(), Selection.of(selector), selector.range().get(), by))
        : Optional.empty();
  }

  boolean isGauge() {
    return function.equals("delta");
  }

  /** What a threshold of the function is per second. */
  double perSecond(double limit) {
    return function.equals("rate") ? limit : limit / (window.toMillis() / 1e3);
  }
}
