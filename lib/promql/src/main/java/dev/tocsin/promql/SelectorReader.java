package dev.tocsin.promql;

import dev.tocsin.promql.Expr.LabelMatcher;
import dev.tocsin.promql.Expr.Selector;
import dev.tocsin.promql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads selectors of series: {@code m{l="v"}}. */
final class SelectorReader {
  private static final Set<String> OPERATORS = Set.of("=", "!=", "=~", "!~");

  private SelectorReader() {}

  /**
   * Takes the matchers in braces, if there are any.
   *
   * @param name what stands before the braces
   */
  static Selector read(TokenReader in, Optional<String> name) {
    Optional<String> metric = name;
    List<LabelMatcher> matchers = new ArrayList<>();
    if (in.took("{")) {
      while (!in.took("}")) {
        Token label = in.label();
        if (label.kind() == Kind.TEXT && (in.peek().is(",") || in.peek().is("}"))) {
          matchers.add(new LabelMatcher("__name__", "=", label.text()));
        } else {
          matchers.add(new LabelMatcher(label.text(), operator(in), value(in)));
        }
        if (!in.peek().is("}")) {
          in.need(",");
        }
      }
    }
    if (metric.isEmpty()) {
      List<LabelMatcher> names =
          matchers.stream().filter(matcher -> matcher.name().equals("__name__")).toList();
      if (names.size() == 1 && names.getFirst().operator().equals("=")) {
        metric = Optional.of(names.getFirst().value());
        matchers.removeAll(names);
      }
    }
    return new Selector(metric, matchers, Optional.empty());
  }

  private static String operator(TokenReader in) {
    Token token = in.peek();
    if (token.kind() != Kind.SYMBOL || !OPERATORS.contains(token.text())) {
      throw in.wrong("one of = != =~ !~");
    }
    return in.take().text();
  }

  private static String value(TokenReader in) {
    if (in.peek().kind() != Kind.TEXT) {
      throw in.wrong("a text in quotes");
    }
    return in.take().text();
  }
}
