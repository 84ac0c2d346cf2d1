package dev.tocsin.promql;

import dev.tocsin.promql.Token.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of an expression, taken one after the other, and what is no expression by itself. */
final class TokenReader {
  private final List<Token> tokens;
  private int at;

  TokenReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The next word. */
  Token peek() {
    return tokens.get(at);
  }

  /** Takes the next word. */
  Token take() {
    return tokens.get(at++);
  }

  /** Takes a symbol if it is the next word. */
  boolean took(String symbol) {
    boolean is = peek().is(symbol);
    at += is ? 1 : 0;
    return is;
  }

  /** Takes a word if it is the next one, whatever its case. */
  boolean tookWord(String word) {
    boolean is = peek().isWord(word);
    at += is ? 1 : 0;
    return is;
  }

  /** Takes a symbol, which must be the next word. */
  void need(String symbol) {
    if (!took(symbol)) {
      throw wrong("\"" + symbol + "\"");
    }
  }

  /** What is wrong with the next word. */
  PromqlSyntaxException wrong(String expected) {
    return Tokens.wrong(expected, peek().at());
  }

  /** Takes a length of time: {@code 5m}, or a number of seconds. */
  Duration time() {
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

  /** Takes names of labels in parentheses. */
  List<String> labels() {
    List<String> names = new ArrayList<>();
    need("(");
    while (!took(")")) {
      names.add(label().text());
      if (!peek().is(")")) {
        need(",");
      }
    }
    return names;
  }

  /** Takes the name of a label, which may be quoted. */
  Token label() {
    if (peek().kind() != Kind.NAME && peek().kind() != Kind.TEXT) {
      throw wrong("the name of a label");
    }
    return take();
  }

  /** Takes a number. */
  double number() {
    if (peek().kind() != Kind.NUMBER) {
      throw wrong("a number");
    }
    return number(take());
  }
}
