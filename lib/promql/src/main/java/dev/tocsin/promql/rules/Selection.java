package dev.tocsin.promql.rules;

import dev.tocsin.promql.Expr.LabelMatcher;
import dev.tocsin.promql.Expr.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which series a selector selects, in fields of ours: those of one metric.
 *
 * @param filters labels that must equal a text
 * @param matchers the other tests of labels, as matchers
 */
record Selection(String metric, Map<String, String> filters, List<String> matchers) {
  /** Throws {@link Untranslatable} for more than one metric. */
  static Selection of(Selector selector) {
    String metric =
        selector
            .metric()
            .orElseThrow(() ->
                new Untranslatable("selects series without naming one metric, which a rule must"));
    if (metric.equals("ALERTS") || metric.equals("ALERTS_FOR_STATE")) {
      throw new Untranslatable("reads " + metric + ", which Prometheus makes of its own alerts");
    }
    Map<String, String> filters = new LinkedHashMap<>();
    List<String> matchers = new ArrayList<>();
    for (LabelMatcher matcher : selector.matchers()) {
      if (matcher.name().equals("__name__")) {
        throw new Untranslatable("tests __name__ beside the name of the metric");
      }
      boolean equals = matcher.operator().equals("=") && !filters.containsKey(matcher.name());
      if (equals) {
        filters.put(matcher.name(), matcher.value());
      } else {
        matchers.add(name(matcher.name()) + matcher.operator() + quoted(matcher.value()));
      }
    }
    return new Selection(metric, filters, matchers);
  }

  private static String name(String label) {
    return label.matches("[a-zA-Z_][a-zA-Z0-9_]*") ? label : quoted(label);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** Whether another one tests its labels in the same way. */
  boolean hasTestsOf(Selection other) {
    return filters.equals(other.filters) && matchers.equals(other.matchers);
  }

  /** Its fields, after what else a rule says first. */
  void putInto(Map<String, Object> fields) {
    fields.put("metric_name", metric);
    if (!filters.isEmpty()) {
      fields.put("filters", filters);
    }
    if (!matchers.isEmpty()) {
      fields.put("matchers", matchers);
    }
  }
}
