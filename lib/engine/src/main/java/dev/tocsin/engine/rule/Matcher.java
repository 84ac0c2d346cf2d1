package dev.tocsin.engine.rule;

import static java.util.stream.Collectors.joining;

import com.google.re2j.Pattern;
import dev.tocsin.core.label.Labels;
import java.util.Set;

/** A test of one label. A label that is absent has the empty text. */
public sealed interface Matcher {
  String name();

  boolean matches(String text);

  default boolean matches(Labels labels) {
    return matches(labels.get(name()));
  }

  /** As Prometheus writes it: {@code env=~"prod|stage"}. */
  default String written() {
    return switch (this) {
      case OneOf oneOf when oneOf.texts().size() == 1 ->
          oneOf.name() + "=" + quoted(oneOf.texts().iterator().next());
      case OneOf several ->
          several.name()
              + "=~"
              + quoted(several.texts().stream().sorted().map(Pattern::quote).collect(joining("|")));
      case Not not -> not.name() + "!=" + quoted(not.text());
      case Regex regex ->
          regex.name() + (regex.negated() ? "!~" : "=~") + quoted(regex.pattern().pattern());
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** The text is one of the given ones. */
  record OneOf(String name, Set<String> texts) implements Matcher {
    public OneOf {
      texts = Set.copyOf(texts);
    }

    @Override
    public boolean matches(String text) {
      return texts.contains(text);
    }
  }

  /** The text is anything but the given one. */
  record Not(String name, String text) implements Matcher {
    @Override
    public boolean matches(String other) {
      return !text.equals(other);
    }
  }

  /** The whole text matches (or, negated, does not match) an RE2 expression. */
  record Regex(String name, Pattern pattern, boolean negated) implements Matcher {
    @Override
    public boolean matches(String text) {
      return pattern.matches(text) != negated;
    }
  }
}
