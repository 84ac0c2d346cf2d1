package dev.tocsin.promql;

import dev.tocsin.promql.Expr.Grouping;
import dev.tocsin.promql.Expr.LabelMatcher;
import dev.tocsin.promql.Expr.Num;
import dev.tocsin.promql.Expr.Selector;
import dev.tocsin.promql.Token.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads PromQL by recursive descent, one word ahead, never back. Types are not checked. Source:
 * Prometheus 3, promql/parser/generated_parser.y.
 */
public final class PromqlParser {
  /** Longest text that is read, in UTF-16 units. */
  static final int MAX_LENGTH = 16_384;

  static final int MAX_DEPTH = 100;

  /** Bounds the depth of the tree too, which a chain of operators makes without any nesting. */
  static final int MAX_NODES = 1_000;

  private static final Map<String, Integer> PRECEDENCE =
      Map.ofEntries(
          Map.entry("or", 1),
          Map.entry("and", 2),
          Map.entry("unless", 2),
          Map.entry("==", 3),
          Map.entry("!=", 3),
          Map.entry("<", 3),
          Map.entry("<=", 3),
          Map.entry(">", 3),
          Map.entry(">=", 3),
          Map.entry("+", 4),
          Map.entry("-", 4),
          Map.entry("*", 5),
          Map.entry("/", 5),
          Map.entry("%", 5),
          Map.entry("atan2", 5),
          Map.entry("^", 6));
  private static final int POWER = 6;

  private static final Set<String> AGGREGATIONS =
      Set.of(
          "sum",
          "avg",
          "count",
          "min",
          "max",
          "group",
          "stddev",
          "stdvar",
          "topk",
          "bottomk",
          "count_values",
          "quantile",
          "limitk",
          "limit_ratio");

  private final List<Token> tokens;
  private int at;
  private int depth;
  private int nodes;

  private PromqlParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Throws {@link PromqlSyntaxException} with what is wrong, and where. */
  public static Expr parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new PromqlSyntaxException("longer than " + MAX_LENGTH + " characters");
    }
    PromqlParser parser = new PromqlParser(Tokens.of(text));
    Expr expr = parser.binary(1);
    if (parser.peek().kind() != Kind.END) {
      throw parser.wrong("an operator or the end");
    }
    return expr;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token take() {
    return tokens.get(at++);
  }

  private boolean took(String symbol) {
    boolean is = peek().is(symbol);
    at += is ? 1 : 0;
    return is;
  }

  private boolean tookWord(String word) {
    boolean is = peek().isWord(word);
    at += is ? 1 : 0;
    return is;
  }

  private void need(String symbol) {
    if (!took(symbol)) {
      throw wrong("\"" + symbol + "\"");
    }
  }

  private PromqlSyntaxException wrong(String expected) {
    return Tokens.wrong(expected, peek().at());
  }

  private <T extends Expr> T node(T made) {
    nodes++;
    if (nodes > MAX_NODES) {
      throw new PromqlSyntaxException("more than " + MAX_NODES + " parts");
    }
    return made;
  }

  private Expr binary(int least) {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new PromqlSyntaxException("nested deeper than " + MAX_DEPTH + " levels");
    }
    Expr left = unary();
    for (int precedence = precedence(); precedence >= least; precedence = precedence()) {
      String operator = take().text().toLowerCase(Locale.ROOT);
      boolean returnsBool = tookWord("bool");
      List<String> matching = matching();
      Expr right = binary(operator.equals("^") ? precedence : precedence + 1);
      left = node(new Expr.Binary(operator, returnsBool, matching, left, right));
    }
    depth--;
    return left;
  }

  /** That of the operator that stands here; 0 when none does. */
  private int precedence() {
    Token token = peek();
    return token.kind() == Kind.SYMBOL || token.kind() == Kind.NAME
        ? PRECEDENCE.getOrDefault(token.text().toLowerCase(Locale.ROOT), 0)
        : 0;
  }

  private List<String> matching() {
    List<String> words = new ArrayList<>();
    for (String word : List.of("on", "ignoring", "group_left", "group_right")) {
      if (tookWord(word)) {
        words.add(word);
        if (peek().is("(")) {
          var unused = labels();
        }
      }
    }
    return words;
  }

  private List<String> labels() {
    List<String> names = new ArrayList<>();
    need("(");
    while (!took(")")) {
      if (peek().kind() != Kind.NAME && peek().kind() != Kind.TEXT) {
        throw wrong("the name of a label");
      }
      names.add(take().text());
      if (!peek().is(")")) {
        need(",");
      }
    }
    return names;
  }

  private Expr unary() {
    if (took("+")) {
      return binary(POWER);
    }
    if (took("-")) {
      Expr of = binary(POWER);
      return of instanceof Num number ? new Num(-number.value()) : node(new Expr.Negated(of));
    }
    return postfix(primary());
  }

  private Expr postfix(Expr start) {
    Expr expr = start;
    while (true) {
      if (took("[")) {
        expr = range(expr);
      } else if (tookWord("offset")) {
        if (!took("-")) {
          took("+");
        }
        var unused = time();
        expr = node(new Expr.Shifted("offset", expr));
      } else if (took("@")) {
        moment();
        expr = node(new Expr.Shifted("@", expr));
      } else {
        return expr;
      }
    }
  }

  private Expr range(Expr of) {
    Duration length = time();
    if (took(":")) {
      if (!peek().is("]")) {
        var unused = time();
      }
      need("]");
      return node(new Expr.Subquery(of));
    }
    need("]");
    if (of instanceof Selector selector && selector.range().isEmpty()) {
      return new Selector(selector.metric(), selector.matchers(), Optional.of(length));
    }
    throw wrong("a range behind series only, such as m[5m],");
  }

  private void moment() {
    if (!took("-")) {
      took("+");
    }
    if (tookWord("start") || tookWord("end")) {
      need("(");
      need(")");
    } else if (take().kind() != Kind.NUMBER) {
      at--;
      throw wrong("a time in seconds, start() or end()");
    }
  }

  private Duration time() {
    Token token = peek();
    Optional<Duration> time =
        switch (token.kind()) {
          case TIME -> Times.parse(token.text());
          case NUMBER -> Optional.of(Duration.ofMillis((long) (number(token) * 1_000)));
          default -> Optional.empty();
        };
    if (time.isEmpty()) {
      throw wrong("a time such as 5m");
    }
    at++;
    return time.get();
  }

  private Expr primary() {
    Token token = peek();
    return switch (token.kind()) {
      case NUMBER -> node(new Num(number(take())));
      case TIME -> node(new Num(time().toMillis() / 1e3));
      case TEXT -> node(new Expr.Text(take().text()));
      case NAME -> named(take());
      case SYMBOL, END -> {
        if (took("(")) {
          Expr inside = binary(1);
          need(")");
          yield inside;
        }
        if (token.is("{")) {
          yield selector(Optional.empty());
        }
        throw wrong("an expression");
      }
    };
  }

  private double number(Token token) {
    String digits = token.text().replace("_", "");
    try {
      return digits.startsWith("0x") || digits.startsWith("0X")
          ? Long.parseLong(digits.substring(2), 16)
          : Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw Tokens.wrong("a number, not " + shown(token.text()) + ",", token.at());
    }
  }

  private static String shown(String text) {
    return '"' + (text.length() <= 40 ? text : text.substring(0, 40) + "…") + '"';
  }

  private Expr named(Token name) {
    String word = name.text().toLowerCase(Locale.ROOT);
    boolean groups = peek().isWord("by") || peek().isWord("without");
    if (AGGREGATIONS.contains(word) && (peek().is("(") || groups)) {
      return aggregation(word);
    }
    if (peek().is("(")) {
      return node(new Expr.Call(name.text(), arguments()));
    }
    boolean hasBraces = peek().is("{");
    if (word.equals("inf") && !hasBraces) {
      return node(new Num(Double.POSITIVE_INFINITY));
    }
    if (word.equals("nan") && !hasBraces) {
      return node(new Num(Double.NaN));
    }
    return selector(Optional.of(name.text()));
  }

  private Expr aggregation(String operator) {
    Optional<Grouping> before = grouping();
    List<Expr> arguments = arguments();
    Optional<Grouping> grouping = before.isPresent() ? before : grouping();
    return node(new Expr.Aggregation(operator, grouping, arguments));
  }

  private Optional<Grouping> grouping() {
    if (tookWord("by")) {
      return Optional.of(new Grouping(false, labels()));
    }
    return tookWord("without") ? Optional.of(new Grouping(true, labels())) : Optional.empty();
  }

  private List<Expr> arguments() {
    List<Expr> arguments = new ArrayList<>();
    need("(");
    while (!took(")")) {
      arguments.add(binary(1));
      if (!peek().is(")")) {
        need(",");
      }
    }
    return arguments;
  }

  private Expr selector(Optional<String> name) {
    Optional<String> metric = name;
    List<LabelMatcher> matchers = new ArrayList<>();
    if (took("{")) {
      while (!took("}")) {
        if (peek().kind() != Kind.NAME && peek().kind() != Kind.TEXT) {
          throw wrong("the name of a label");
        }
        Token label = take();
        if (label.kind() == Kind.TEXT && (peek().is(",") || peek().is("}"))) {
          matchers.add(new LabelMatcher("__name__", "=", label.text()));
        } else {
          matchers.add(new LabelMatcher(label.text(), matcherOperator(), matcherValue()));
        }
        if (!peek().is("}")) {
          need(",");
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
    return node(new Selector(metric, matchers, Optional.empty()));
  }

  private String matcherOperator() {
    Token token = take();
    if (token.kind() == Kind.SYMBOL && Set.of("=", "!=", "=~", "!~").contains(token.text())) {
      return token.text();
    }
    at--;
    throw wrong("one of = != =~ !~");
  }

  private String matcherValue() {
    if (peek().kind() != Kind.TEXT) {
      throw wrong("a text in quotes");
    }
    return take().text();
  }
}
