package dev.tocsin.routing.matcher;

import dev.tocsin.routing.matcher.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the UTF-8 syntax: names and values are unquoted or in double quotes with Go's escapes; a
 * comma may follow the last matcher; braces come as a pair or not at all.
 */
final class Utf8MatcherParser {
  private final List<Token> tokens;
  private int at;

  private Utf8MatcherParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Throws {@link MatcherSyntaxException}. */
  static Matchers matchers(String text) {
    return new Utf8MatcherParser(Utf8Lexer.tokens(text)).list();
  }

  /** Throws {@link MatcherSyntaxException}, also for several matchers or none. */
  static Matcher matcher(String text) {
    if (text.startsWith("{") || text.endsWith("}")) {
      throw new MatcherSyntaxException("unexpected open or close brace: " + text);
    }
    List<Matcher> all = matchers(text).all();
    if (all.size() != 1) {
      throw new MatcherSyntaxException("expected 1 matcher, found " + all.size());
    }
    return all.getFirst();
  }

  private Matchers list() {
    boolean braced = accept(Kind.OPEN_BRACE);
    List<Matcher> all = new ArrayList<>();
    while (peek().isText() || (all.isEmpty() && !isEnd(braced))) {
      Matchers.checkCount(all.size() + 1);
      all.add(matcher());
      if (!accept(Kind.COMMA)) {
        break;
      }
    }
    if (braced) {
      expect(Kind.CLOSE_BRACE, "a comma or a closing brace");
    }
    expect(Kind.END, braced ? "the end of the text" : "a comma or the end of the text");
    return new Matchers(all);
  }

  private boolean isEnd(boolean braced) {
    return peek().kind() == (braced ? Kind.CLOSE_BRACE : Kind.END);
  }

  private Matcher matcher() {
    Token name = expectText("a label name");
    Token operator = expect(Kind.OPERATOR, "an operator such as '=', '!=', '=~' or '!~'");
    Token value = expectText("a label value");
    return create(unquoted(name), operator(operator.text()), unquoted(value), value);
  }

  private static Matcher create(String name, MatchOperator operator, String value, Token token) {
    try {
      return Matcher.of(name, operator, value);
    } catch (MatcherSyntaxException e) {
      throw fault(token, e.sentence());
    }
  }

  private static String unquoted(Token token) {
    if (token.kind() == Kind.UNQUOTED) {
      return token.text();
    }
    try {
      return GoString.unquote(token.text());
    } catch (MatcherSyntaxException e) {
      throw fault(token, token.text() + " cannot be read: " + e.sentence());
    }
  }

  private static MatchOperator operator(String symbol) {
    return switch (symbol) {
      case "=" -> MatchOperator.EQUAL;
      case "!=" -> MatchOperator.NOT_EQUAL;
      case "=~" -> MatchOperator.MATCHES;
      default -> MatchOperator.NOT_MATCHES;
    };
  }

  private Token peek() {
    return tokens.get(at);
  }

  private boolean accept(Kind kind) {
    boolean accepted = peek().kind() == kind;
    if (accepted) {
      at++;
    }
    return accepted;
  }

  private Token expect(Kind kind, String expected) {
    Token token = peek();
    if (token.kind() != kind) {
      throw unexpected(token, expected);
    }
    if (kind != Kind.END) {
      at++;
    }
    return token;
  }

  private Token expectText(String expected) {
    Token token = peek();
    if (!token.isText()) {
      throw unexpected(token, expected);
    }
    at++;
    return token;
  }

  private static MatcherSyntaxException unexpected(Token token, String expected) {
    return fault(token, "expected %s, found %s".formatted(expected, token.described()));
  }

  private static MatcherSyntaxException fault(Token token, String why) {
    return new MatcherSyntaxException("at character %d: %s".formatted(token.position(), why));
  }
}
