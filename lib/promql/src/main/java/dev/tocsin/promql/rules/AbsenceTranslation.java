package dev.tocsin.promql.rules;

import dev.tocsin.promql.Expr;
import dev.tocsin.promql.Expr.Call;
import dev.tocsin.promql.Expr.LabelMatcher;
import dev.tocsin.promql.Expr.Selector;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Translates {@code absent()} and {@code absent_over_time()}. */
final class AbsenceTranslation {
  private static final String OVER_TIME = "absent_over_time";

  private AbsenceTranslation() {}

  static boolean isAbsent(Call call) {
    return call.function().equals("absent") || call.function().equals(OVER_TIME);
  }

  static TranslatedRule of(Call call, Differences differences) {
    boolean isOverTime = call.function().equals(OVER_TIME);
    List<Expr> arguments = call.arguments();
    if (arguments.size() != 1
        || !(arguments.getFirst() instanceof Selector selector)
        || selector.range().isPresent() != isOverTime) {
      arguments.forEach(UntranslatableParts::refuse);
      throw new Untranslatable(call.function() + "() is sayable of the series of one metric only");
    }
    Duration silence = selector.range().orElse(AggregateTranslation.LOOKBACK);
    differences.addSilence(silence);
    Selection selection = Selection.of(selector);
    Map<String, String> labels = labels(selector);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", "absence");
    selection.putInto(fields);
    fields.put("by", List.copyOf(labels.keySet()));
    fields.put("expected", List.of(labels));
    return new TranslatedRule(
        List.of(selection.metric()),
        fields,
        Optional.of(silence),
        true,
        differences.all(),
        Optional.of("is the seconds since the newest sample, where $value is 1"));
  }

  /** Those that are tested by a single {@code =}, as absent() gives them to its result. */
  private static Map<String, String> labels(Selector selector) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (LabelMatcher matcher : selector.matchers()) {
      long tests =
          selector.matchers().stream().filter(other -> other.name().equals(matcher.name())).count();
      if (tests == 1 && matcher.operator().equals("=") && !matcher.value().isEmpty()) {
        labels.put(matcher.name(), matcher.value());
      }
    }
    return labels;
  }
}
