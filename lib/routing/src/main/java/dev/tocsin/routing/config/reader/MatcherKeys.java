package dev.tocsin.routing.config.reader;

import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlNode.Kind;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import dev.tocsin.routing.config.key.Keys;
import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.matcher.Matcher;
import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.matcher.Matchers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads matchers: a list of them, and the two maps that stood for it in old configurations. */
final class MatcherKeys {
  private final MatcherSyntax syntax;

  MatcherKeys(MatcherSyntax syntax) {
    this.syntax = syntax;
  }

  /**
   * The matchers under {@code matchers}, {@code match} and {@code match_re}.
   *
   * @param prefix stands before each of these: {@code source_}
   */
  Matchers read(Keys keys, String prefix) {
    List<Matcher> matchers = new ArrayList<>();
    matchers.addAll(map(keys, prefix + "match", MatchOperator.EQUAL));
    matchers.addAll(map(keys, prefix + "match_re", MatchOperator.MATCHES));
    keys.value(prefix + "matchers", Shape.listOf(line()))
        .ifPresent(lines -> lines.forEach(line -> matchers.addAll(line.all())));
    return new Matchers(matchers).sorted();
  }

  private Shape<Matchers> line() {
    return (name, node, problems) -> {
      MatcherParser parser = new MatcherParser(syntax, text -> problems.warn(node.at(), text));
      return Shape.asWritten().as(parser::matchers).read(name, node, problems);
    };
  }

  private static List<Matcher> map(Keys keys, String key, MatchOperator operator) {
    Shape<Matcher> matcher =
        (name, node, problems) -> {
          String label = name.substring(key.length() + 1);
          return value(operator)
              .as(value -> matcher(label, operator, value))
              .read(name, node, problems);
        };
    return keys.value(key, Shape.mapOf(matcher))
        .map(matchers -> List.copyOf(matchers.values()))
        .orElse(List.of());
  }

  private static Shape<String> value(MatchOperator operator) {
    return (name, node, problems) -> {
      if (operator.isRegex() && node instanceof Scalar scalar && scalar.kind() == Kind.NOTHING) {
        problems.add(node.at(), name + " must be a regular expression, not nothing");
        return Optional.empty();
      }
      return Shape.asWritten().read(name, node, problems);
    };
  }

  /** Names here are in the classic syntax, whatever that of matchers is. */
  private static Matcher matcher(String label, MatchOperator operator, String value) {
    if (!MatcherSyntax.CLASSIC.allowsName(label)) {
      throw new IllegalArgumentException(
          "has no valid name of a label: \"%s\" is not of letters, digits and _ (\"matchers\" takes any name)"
              .formatted(label));
    }
    Matcher matcher = Matcher.of(label, operator, value);
    return operator.isRegex() ? Matcher.of(label, operator, anchored(value)) : matcher;
  }

  /** As Alertmanager writes it in the keys of groups, where it matches the same. */
  private static String anchored(String value) {
    return "^(?:" + value + ")$";
  }
}
