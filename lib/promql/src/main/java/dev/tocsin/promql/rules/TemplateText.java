package dev.tocsin.promql.rules;

import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Prometheus' templates, as far as ours can say them: the value, and labels by name. */
final class TemplateText {
  private static final Pattern LABEL = Pattern.compile("(?:\\$labels|\\.Labels)\\.(\\w{1,128})");

  private TemplateText() {}

  /** Whether a text is more than a text. */
  static boolean isTemplate(String text) {
    return text.contains("{{");
  }

  /**
   * Our template.
   *
   * @param label how our alerts call a label of the result
   * @throws Untranslatable naming what has no counterpart
   */
  static String convert(String template, UnaryOperator<String> label) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", at)) {
      int close = template.indexOf("}}", open);
      if (close < 0) {
        throw new Untranslatable("has \"{{\" without \"}}\" after it");
      }
      String inside = template.substring(open + 2, close);
      text.append(template, at, open).append(place(inside.strip(), label));
      at = close + 2;
    }
    return text.append(template.substring(at)).toString();
  }

  private static String place(String inside, UnaryOperator<String> label) {
    if (inside.equals("$value") || inside.equals(".Value")) {
      return "{{value}}";
    }
    if (inside.equals("$labels.__name__") || inside.equals(".Labels.__name__")) {
      throw other(inside);
    }
    return LABEL
        .matcher(inside)
        .results()
        .filter(found -> found.group().length() == inside.length())
        .map((MatchResult found) -> "{{labels." + label.apply(found.group(1)) + "}}")
        .findFirst()
        .orElseThrow(() -> other(inside));
  }

  private static Untranslatable other(String inside) {
    String shown = inside.length() <= 60 ? inside : inside.substring(0, 60) + "…";
    return new Untranslatable(
        "uses {{ " + shown + " }}: only {{ $value }} and {{ $labels.NAME }} have a counterpart");
  }
}
