package dev.tocsin.promql.rules;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.rule.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Translates comparisons of how fast a metric changes, or one part of another. */
final class GrowthTranslation {
  private static final String RATE =
      "Prometheus takes the samples inside the window and extrapolates to its edges; Tocsin counts"
          + " the difference that enters the window too, divides by the time that the samples span,"
          + " and has no result until they span half of the window";

  private static final String RATIO =
      "Prometheus divides two extrapolated rates; Tocsin divides the increases, that of the"
          + " differences which enter the window included, takes a part without samples for 0, and"
          + " has no result while the whole does not grow";

  private final Differences differences;

  GrowthTranslation(Differences differences) {
    this.differences = differences;
  }

  TranslatedRule rate(Growth growth, Comparison comparison) {
    differences.add(RATE);
    Map<String, Object> fields = fields(growth);
    if (growth.isGauge()) {
      fields.put("mode", "gauge");
    }
    Operator operator = comparison.operator();
    if (comparison.isEquality()) {
      if (growth.isGauge() || comparison.limit() != 0) {
        throw new Untranslatable(
            "compares " + growth.function() + "() by \"" + operator.symbol() + "\"");
      }
      operator = operator == Operator.EQUAL ? Operator.LESS_OR_EQUAL : Operator.GREATER;
    }
    return new TranslatedRule(
        List.of(growth.of().metric()),
        new Comparison(operator, growth.perSecond(comparison.limit())).putInto(fields),
        Optional.empty(),
        true,
        differences.all(),
        growth.function().equals("rate")
            ? Optional.empty()
            : Optional.of("is per second, where $value is for the window"));
  }

  TranslatedRule ratio(Ratio ratio, Comparison comparison) {
    if (comparison.isEquality()) {
      throw new Untranslatable("compares a ratio by \"" + comparison.operator().symbol() + "\"");
    }
    differences.add(RATIO);
    Growth part = ratio.part();
    String whole = ratio.whole().of().metric();
    Map<String, Object> fields = fields(part);
    fields.put("ratio_to", whole);
    double percentage = comparison.limit() * (100 / ratio.factor());
    return new TranslatedRule(
        List.of(part.of().metric(), whole),
        new Comparison(comparison.operator(), percentage).putInto(fields),
        Optional.empty(),
        true,
        differences.all(),
        ratio.factor() == 100
            ? Optional.empty()
            : Optional.of("is a percentage, where $value is not"));
  }

  private Map<String, Object> fields(Growth growth) {
    differences.addWindow(growth.window());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", "rate");
    growth.of().putInto(fields);
    fields.put("window", DurationText.of(growth.window()));
    growth.by().ifPresent(labels -> fields.put("by", labels));
    return fields;
  }
}
