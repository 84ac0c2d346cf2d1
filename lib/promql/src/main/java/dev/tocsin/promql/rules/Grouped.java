package dev.tocsin.promql.rules;

import dev.tocsin.promql.Expr.Grouping;
import java.util.List;
import java.util.Optional;

/** The labels that an aggregation keeps. */
final class Grouped {
  private Grouped() {}

  /** None when it aggregates over everything. */
  static List<String> labels(Optional<Grouping> grouping) {
    if (grouping.isEmpty()) {
      return List.of();
    }
    if (grouping.get().isWithout()) {
      throw new Untranslatable("groups by without (…): a rule names the labels that make a key");
    }
    return grouping.get().labels().stream().distinct().toList();
  }
}
