package dev.tocsin.core.label;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What labels in the operator's files must look like. */
public final class LabelShapes {
  /** Most labels of a thing. */
  static final int MAX_LABELS = 64;

  /** Most characters of a label's name. */
  public static final int MAX_NAME = 128;

  /** Most characters of a label's value. */
  public static final int MAX_TEXT = 1_024;

  private static final Set<String> RESERVED = Set.of("alertname", "rule_id", "severity", "window");

  public static final Shape<Severity> SEVERITY = Shape.oneOf(Severity.class, Severity::code);

  /** Labels that are added to alerts; those without a text are left out. */
  public static final Shape<Map<String, String>> LABELS = LabelShapes::labels;

  /** Names of labels, each once. */
  public static final Shape<List<String>> LABEL_NAMES = LabelShapes::labelNames;

  /** Names of labels, and the values that they have. */
  public static final Shape<Map<String, String>> LABEL_VALUES =
      names(Shape.mapOf(Shape.asWritten().as(text -> atMost(text, MAX_TEXT))));

  private LabelShapes() {}

  /** Whether Tocsin sets this label in every alert, so that no configuration may set it. */
  public static boolean isReserved(String label) {
    return RESERVED.contains(label);
  }

  private static Optional<List<String>> labelNames(String name, YamlNode node, Problems problems) {
    Shape<String> label = Shape.anyText().as(LabelShapes::labelName);
    if (node instanceof YamlNode.Sequence sequence && sequence.items().size() > MAX_LABELS) {
      problems.add(
          node.at(),
          name + " must have at most " + MAX_LABELS + " labels, not " + sequence.items().size());
    }
    return Shape.listOf(label)
        .read(name, node, problems)
        .map(names -> {
          Set<String> seen = new LinkedHashSet<>();
          for (String each : names) {
            if (!seen.add(each)) {
              problems.add(node.at(), name + " names the label \"" + each + "\" twice");
            }
          }
          return List.copyOf(seen);
        });
  }

  private static String labelName(String text) {
    if (text.isEmpty() || text.codePointCount(0, text.length()) > MAX_NAME) {
      throw new IllegalArgumentException(
          "must name labels of 1 to %d characters, not \"%s\"".formatted(MAX_NAME, shown(text)));
    }
    return text;
  }

  /** The text; throws {@link IllegalArgumentException} where it is longer. */
  public static String atMost(String text, int characters) {
    if (text.codePointCount(0, text.length()) > characters) {
      throw new IllegalArgumentException(
          "must be at most %d characters long, not %d"
              .formatted(characters, text.codePointCount(0, text.length())));
    }
    return text;
  }

  private static String shown(String text) {
    return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME) + "…";
  }

  /** The labels that have a text: an empty one is the same as none. */
  private static Optional<Map<String, String>> labels(
      String name, YamlNode node, Problems problems) {
    if (node instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Field field : mapping.fields()) {
        if (isReserved(field.name().text())) {
          problems.add(
              field.name().at(),
              "label \"" + field.name().text() + "\" is set by Tocsin itself: rename it");
        }
      }
    }
    return names(Shape.mapOf(Shape.anyText().as(text -> atMost(text, MAX_TEXT))))
        .read(name, node, problems)
        .map(labels -> {
          Map<String, String> set = new LinkedHashMap<>(labels);
          set.values().removeIf(String::isEmpty);
          return set;
        });
  }

  /** Checks the names of a map of labels. */
  public static <T> Shape<Map<String, T>> names(Shape<Map<String, T>> map) {
    return (name, node, problems) -> {
      if (node instanceof YamlNode.Mapping mapping) {
        if (mapping.fields().size() > MAX_LABELS) {
          problems.add(
              node.at(),
              "%s must have at most %d entries, not %d"
                  .formatted(name, MAX_LABELS, mapping.fields().size()));
        }
        for (YamlNode.Field field : mapping.fields()) {
          String text = field.name().text();
          if (text.isEmpty() || text.codePointCount(0, text.length()) > MAX_NAME) {
            problems.add(
                field.name().at(),
                "names in %s must be 1 to %d characters long, not \"%s\""
                    .formatted(name, MAX_NAME, shown(text)));
          }
        }
      }
      return map.read(name, node, problems);
    };
  }
}
