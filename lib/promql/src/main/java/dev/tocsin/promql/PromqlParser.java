package dev.tocsin.promql;

import dev.tocsin.promql.Expr.Grouping;
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

  private final TokenReader in;
  private int depth;
  private int nodes;

  private PromqlParser(TokenReader in) {
    this.in = in;
  }

  /** Throws {@link PromqlSyntaxException} with what is wrong, and where. */
  public static Expr parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new PromqlSyntaxException("longer than " + MAX_LENGTH + " characters");
    }
    PromqlParser parser = new PromqlParser(new TokenReader(Tokens.of(text)));
    Expr expr = parser.binary(1);
    if (parser.in.peek().kind() != Kind.END) {
      throw parser.in.wrong("an operator or the end");
    }
    return expr;
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
      String operator = in.take().text().toLowerCase(Locale.ROOT);
      boolean returnsBool = in.tookWord("bool");
      List<String> matching = matching();
      Expr right = binary(operator.equals("^") ? precedence : precedence + 1);
      left = node(new Expr.Binary(operator, returnsBool, matching, left, right));
    }
    depth--;
    return left;
  }

  /** That of the operator that stands here; 0 when none does. */
  private int precedence() {
    Token token = in.peek();
    return token.kind() == Kind.SYMBOL || token.kind() == Kind.NAME
        ? PRECEDENCE.getOrDefault(token.text().toLowerCase(Locale.ROOT), 0)
        : 0;
  }

  private List<String> matching() {
    List<String> words = new ArrayList<>();
    for (String word : List.of("on", "ignoring", "group_left", "group_right")) {
      if (in.tookWord(word)) {
        words.add(word);
        if (in.peek().is("(")) {
          var unused = in.labels();
        }
      }
    }
    return words;
  }

  private Expr unary() {
    if (in.took("+")) {
      return binary(POWER);
    }
    if (in.took("-")) {
      Expr of = binary(POWER);
      return of instanceof Num number ? new Num(-number.value()) : node(new Expr.Negated(of));
    }
    return postfix(primary());
  }

  private Expr postfix(Expr start) {
    Expr expr = start;
    while (true) {
      if (in.took("[")) {
        expr = range(expr);
      } else if (in.tookWord("offset")) {
        if (!in.took("-")) {
          in.took("+");
        }
        var unused = in.time();
        expr = node(new Expr.Shifted("offset", expr));
      } else if (in.took("@")) {
        moment();
        expr = node(new Expr.Shifted("@", expr));
      } else {
        return expr;
      }
    }
  }

  private Expr range(Expr of) {
    Duration length = in.time();
    if (in.took(":")) {
      if (!in.peek().is("]")) {
        var unused = in.time();
      }
      in.need("]");
      return node(new Expr.Subquery(of));
    }
    in.need("]");
    if (of instanceof Selector selector && selector.range().isEmpty()) {
      return new Selector(selector.metric(), selector.matchers(), Optional.of(length));
    }
    throw in.wrong("a range behind series only, such as m[5m],");
  }

  private void moment() {
    if (!in.took("-")) {
      in.took("+");
    }
    if (in.tookWord("start") || in.tookWord("end")) {
      in.need("(");
      in.need(")");
    } else if (in.peek().kind() != Kind.NUMBER) {
      throw in.wrong("a time in seconds, start() or end()");
    } else {
      Token unused = in.take();
    }
  }

  private Expr primary() {
    Token token = in.peek();
    return switch (token.kind()) {
      case NUMBER -> node(new Num(in.number()));
      case TIME -> node(new Num(in.time().toMillis() / 1e3));
      case TEXT -> node(new Expr.Text(in.take().text()));
      case NAME -> named(in.take());
      case SYMBOL, END -> {
        if (in.took("(")) {
          Expr inside = binary(1);
          in.need(")");
          yield inside;
        }
        if (token.is("{")) {
          yield node(SelectorReader.read(in, Optional.empty()));
        }
        throw in.wrong("an expression");
      }
    };
  }

  private Expr named(Token name) {
    String word = name.text().toLowerCase(Locale.ROOT);
    boolean groups = in.peek().isWord("by") || in.peek().isWord("without");
    if (AGGREGATIONS.contains(word) && (in.peek().is("(") || groups)) {
      return aggregation(word);
    }
    if (in.peek().is("(")) {
      return node(new Expr.Call(name.text(), arguments()));
    }
    boolean hasBraces = in.peek().is("{");
    if (word.equals("inf") && !hasBraces) {
      return node(new Num(Double.POSITIVE_INFINITY));
    }
    if (word.equals("nan") && !hasBraces) {
      return node(new Num(Double.NaN));
    }
    return node(SelectorReader.read(in, Optional.of(name.text())));
  }

  private Expr aggregation(String operator) {
    Optional<Grouping> before = grouping();
    List<Expr> arguments = arguments();
    Optional<Grouping> grouping = before.isPresent() ? before : grouping();
    return node(new Expr.Aggregation(operator, grouping, arguments));
  }

  private Optional<Grouping> grouping() {
    if (in.tookWord("by")) {
      return Optional.of(new Grouping(false, in.labels()));
    }
    return in.tookWord("without") ? Optional.of(new Grouping(true, in.labels())) : Optional.empty();
  }

  private List<Expr> arguments() {
    List<Expr> arguments = new ArrayList<>();
    in.need("(");
    while (!in.took(")")) {
      arguments.add(binary(1));
      if (!in.peek().is(")")) {
        in.need(",");
      }
    }
    return arguments;
  }
}
