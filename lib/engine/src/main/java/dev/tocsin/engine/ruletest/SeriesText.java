package dev.tocsin.engine.ruletest;

import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.rule.Matcher;
import dev.tocsin.engine.rule.MatcherText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Series as promtool's unit tests write them: {@code cpu{env="prod"}} and {@code 80 85+5x10 _x3}.
 */
final class SeriesText {
  /** A series may not be longer; a typing error makes one so. */
  static final int MOST_VALUES = 100_000;

  private static final String NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";
  private static final Pattern VALUES =
      Pattern.compile("(" + NUMBER + ")(?:([+-])(" + NUMBER + ")x(\\d{1,6})|x(\\d{1,6}))?");
  private static final Pattern GAP = Pattern.compile("_(?:x(\\d{1,6}))?|stale");

  private SeriesText() {}

  /** A metric and the labels of one of its series. */
  record Series(String metric, Labels labels) {}

  /** Throws {@link IllegalArgumentException} with what is wrong, to stand behind a subject. */
  static Series series(String text) {
    int brace = text.indexOf('{');
    if (brace < 0) {
      return new Series(text.strip(), labels(List.of()));
    }
    if (!text.strip().endsWith("}")) {
      throw new IllegalArgumentException("must end with }, as in cpu{env=\"prod\"}");
    }
    String inside = text.strip().substring(brace + 1, text.strip().length() - 1);
    return new Series(text.substring(0, brace).strip(), labels(MatcherText.parseAll(inside)));
  }

  private static Labels labels(List<Matcher> equal) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (Matcher matcher : equal) {
      if (!(matcher instanceof Matcher.OneOf(String name, var texts)) || texts.size() != 1) {
        throw new IllegalArgumentException("must name labels with =, as in cpu{env=\"prod\"}");
      }
      labels.put(name, texts.iterator().next());
    }
    return Labels.of(labels);
  }

  /**
   * The values, one for each interval; none where a sample is missing. {@code a+bxn} is a and n
   * values more that grow by b; {@code axn} is a and n times a more; {@code _} is a sample that is
   * missing, {@code _xn} are n of them. Throws {@link IllegalArgumentException} as above.
   */
  static List<OptionalDouble> values(String text) {
    List<OptionalDouble> values = new ArrayList<>();
    for (String token : text.strip().split("\\s+", -1)) {
      java.util.regex.Matcher gap = GAP.matcher(token);
      java.util.regex.Matcher some = VALUES.matcher(token);
      if (gap.matches()) {
        add(values, times(gap.group(1), 1), OptionalDouble.empty());
      } else if (some.matches()) {
        addAll(values, some);
      } else {
        throw new IllegalArgumentException(
            "has \"%s\", which is none of 80, 80x3, 80+5x3, 80-5x3, _ and _x3".formatted(token));
      }
    }
    return values;
  }

  private static void addAll(List<OptionalDouble> values, MatchResult match) {
    double start = finite(match.group(1));
    if (match.group(3) == null) {
      add(values, times(match.group(5), 0) + 1, OptionalDouble.of(start));
      return;
    }
    double step = finite(match.group(3)) * (match.group(2).equals("-") ? -1 : 1);
    int more = times(match.group(4), 0);
    for (int count = 0; count <= more; count++) {
      add(values, 1, OptionalDouble.of(start + count * step));
    }
  }

  private static double finite(String number) {
    double value = Double.parseDouble(number);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("has " + number + ", which is too large");
    }
    return value;
  }

  private static int times(String number, int absent) {
    return number == null ? absent : Integer.parseInt(number);
  }

  private static void add(List<OptionalDouble> values, int times, OptionalDouble value) {
    if (values.size() + times > MOST_VALUES) {
      throw new IllegalArgumentException("has more than " + MOST_VALUES + " values");
    }
    for (int count = 0; count < times; count++) {
      values.add(value);
    }
  }
}
