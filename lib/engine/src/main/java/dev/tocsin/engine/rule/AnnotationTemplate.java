package dev.tocsin.engine.rule;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.unit.Unit;
import dev.tocsin.core.yaml.NumberText;
import java.util.Optional;
import java.util.function.Function;

/**
 * The text of an annotation, in which {@code {{value}}}, {@code {{threshold}}} and {@code
 * {{labels.NAME}}} stand for what an alert has there.
 */
final class AnnotationTemplate {
  /** Longest text that comes out, in UTF-16 units; what is beyond is cut. */
  static final int MAX_RENDERED = 4_096;

  private static final String LABELS = "labels.";
  private static final String KNOWN = "{{value}}, {{threshold}} and {{labels.NAME}}";

  private AnnotationTemplate() {}

  /** Throws {@link IllegalArgumentException} with what is wrong, to stand behind a subject. */
  static String checked(String template) {
    replace(
        template,
        name -> {
          if (name.equals("value") || name.equals("threshold")) {
            return "";
          }
          if (name.startsWith(LABELS) && name.length() > LABELS.length()) {
            return "";
          }
          throw new IllegalArgumentException(
              "uses {{" + name + "}}, which is not known: there are " + KNOWN);
        });
    return template;
  }

  /** The template of a text that is shown as it is: no two braces stand together in it. */
  static String literal(String text) {
    return text.replace("{{", "{ {");
  }

  /**
   * @param value what was compared, rounded where it differs from the threshold all the same; empty
   *     when there is none: then its place stays empty
   * @param labels those of the alert; one that is absent leaves its place empty
   */
  public static String render(
      String template, Optional<Double> value, double threshold, Labels labels) {
    String text =
        replace(
            template,
            name ->
                switch (name) {
                  case "value" -> value.map(number -> Unit.NONE.text(number, threshold)).orElse("");
                  case "threshold" -> NumberText.of(threshold);
                  default -> labels.get(name.substring(LABELS.length()));
                });
    if (text.length() <= MAX_RENDERED) {
      return text;
    }
    int end = MAX_RENDERED - (Character.isHighSurrogate(text.charAt(MAX_RENDERED - 1)) ? 1 : 0);
    return text.substring(0, end) + "…";
  }

  private static String replace(String template, Function<String, String> values) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    int open = template.indexOf("{{");
    while (open >= 0) {
      int close = template.indexOf("}}", open);
      if (close < 0) {
        throw new IllegalArgumentException(
            "has \"{{\" without \"}}\" after it: there are " + KNOWN);
      }
      text.append(template, at, open);
      text.append(values.apply(template.substring(open + 2, close).strip()));
      at = close + 2;
      open = template.indexOf("{{", at);
    }
    return text.append(template, at, template.length()).toString();
  }
}
