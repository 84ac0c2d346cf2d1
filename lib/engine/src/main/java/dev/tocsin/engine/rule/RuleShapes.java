package dev.tocsin.engine.rule;

import dev.tocsin.core.label.LabelShapes;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the values of a rule's fields must look like. */
public final class RuleShapes {
  /** How long a condition must hold when its rule does not say so. */
  public static final Duration DEFAULT_DURATION = Duration.ofSeconds(60);

  /** The greatest number that a limit may be. */
  public static final int MAX_LIMIT = 10_000_000;

  private static final int MAX_TEXT = 4_096;

  private static final Pattern ID = Pattern.compile("[a-z0-9_]{1,64}");
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:.]{0,199}");

  public static final Shape<String> RULE_ID =
      Shape.anyText()
          .as(text -> matching(text, ID, "must be 1 to 64 characters of a-z, 0-9 and _"));

  public static final Shape<String> METRIC_NAME =
      Shape.anyText()
          .as(text ->
              matching(
                  text,
                  METRIC,
                  "must be 1 to 200 characters of a-z, A-Z, 0-9, _, : and ., not beginning"
                      + " with a digit or a point"));

  public static final Shape<String> NAME =
      Shape.text().as(text -> LabelShapes.atMost(text, LabelShapes.MAX_TEXT));
  public static final Shape<String> DESCRIPTION =
      Shape.anyText().as(text -> LabelShapes.atMost(text, MAX_TEXT));
  public static final Shape<Operator> OPERATOR = RuleShapes::operator;
  public static final Shape<Timing.OnNoData> ON_NO_DATA =
      Shape.oneOf(Timing.OnNoData.class, value -> value.name().toLowerCase(Locale.ROOT));
  public static final Shape<URI> WEB_ADDRESS = Shape.webAddress();
  public static final Shape<List<Matcher>> FILTERS = RuleShapes::filters;
  public static final Shape<Map<String, String>> ANNOTATIONS =
      LabelShapes.names(
          Shape.mapOf(
              Shape.anyText()
                  .as(text -> LabelShapes.atMost(text, MAX_TEXT))
                  .as(AnnotationTemplate::checked)));

  private RuleShapes() {}

  /** Matchers, whose regular expressions are among those of their rule set. */
  public static Shape<List<Matcher>> matchers(LabelRegexes regexes) {
    return Shape.listOf(Shape.anyText().as(text -> MatcherText.parse(text, regexes)));
  }

  /** Whether a text is the name of a metric. */
  public static boolean isMetricName(String text) {
    return METRIC.matcher(text).matches();
  }

  /** Adds a problem when what is no single value is asked to equal a number. */
  public static void refuseEquality(Fields fields, Optional<Operator> operator, String thing) {
    operator
        .filter(text -> text == Operator.EQUAL || text == Operator.NOT_EQUAL)
        .ifPresent(text ->
            fields.problem(
                "operator",
                "operator " + text.symbol() + " is not for " + thing + ": use >, >=, < or <="));
  }

  private static String matching(String text, Pattern pattern, String right) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(right + ", not \"" + shown(text) + "\"");
    }
    return text;
  }

  private static String shown(String text) {
    return text.length() <= LabelShapes.MAX_NAME
        ? text
        : text.substring(0, LabelShapes.MAX_NAME) + "…";
  }

  private static Optional<Operator> operator(String name, YamlNode node, Problems problems) {
    if (node instanceof YamlNode.Scalar scalar
        && scalar.kind() == YamlNode.Kind.TEXT
        && scalar.text().isBlank()) {
      problems.add(
          node.at(), name + " is empty: an operator that begins with > needs quotes: \">\"");
      return Optional.empty();
    }
    return Shape.oneOf(Operator.class, Operator::symbol).read(name, node, problems);
  }

  private static Optional<List<Matcher>> filters(String name, YamlNode node, Problems problems) {
    return LabelShapes.names(Shape.mapOf(RuleShapes::values))
        .read(name, node, problems)
        .map(filters -> {
          List<Matcher> matchers = new ArrayList<>();
          filters.forEach((label, texts) -> matchers.add(new Matcher.OneOf(label, texts)));
          return matchers;
        });
  }

  /** One value or a list of them; what is no text is taken as written. */
  private static Optional<Set<String>> values(String name, YamlNode node, Problems problems) {
    Shape<String> value =
        Shape.asWritten().as(text -> LabelShapes.atMost(text, LabelShapes.MAX_TEXT));
    if (!(node instanceof YamlNode.Sequence sequence)) {
      return value.read(name, node, problems).map(Set::of);
    }
    if (sequence.items().isEmpty()) {
      problems.add(node.at(), name + " must have at least one value");
    }
    return Shape.listOf(value).read(name, node, problems).map(LinkedHashSet::new);
  }
}
