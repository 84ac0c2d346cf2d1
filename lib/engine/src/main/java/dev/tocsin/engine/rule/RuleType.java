package dev.tocsin.engine.rule;

import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A type of rules: the fields that it has beside those of all rules, and what they mean. */
public interface RuleType {
  /** Its name in files: {@code threshold}. */
  String code();

  /** The fields that {@link #read} asks for. */
  List<String> fields();

  /** Reads the type's own fields; empty when they have problems. */
  Optional<Body> read(Fields fields);

  /**
   * What a rule of the type says beside what all rules say.
   *
   * @param by the labels that make a key; none: all of the series
   * @param duration how long a condition must hold before its key fires
   * @param parts one, or several that are evaluated each by itself
   */
  record Body(Optional<List<String>> by, Duration duration, List<Part> parts) {
    public Body {
      by = by.map(List::copyOf);
      parts = List.copyOf(parts);
    }

    /** A body with a single condition. */
    public static Body of(
        Optional<List<String>> by, Duration duration, Condition condition, Severity severity) {
      return new Body(by, duration, List.of(new Part(condition, severity, Optional.empty())));
    }
  }

  /**
   * One condition of a rule.
   *
   * @param window the value of the label {@code window} that distinguishes the parts of a rule
   */
  record Part(Condition condition, Severity severity, Optional<String> window) {}
}
