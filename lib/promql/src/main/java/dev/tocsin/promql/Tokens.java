package dev.tocsin.promql;

import dev.tocsin.promql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts PromQL into words, from the left to the right, without looking back. */
final class Tokens {
  private static final String[] SYMBOLS = {
    "==", "!=", ">=", "<=", "=~", "!~", "(", ")", "{", "}", "[", "]", ",", "+", "-", "*", "/", "%",
    "^", ">", "<", "=", ":", "@"
  };
  private static final String ESCAPES = "abfnrtv\\'\"";
  private static final String MEANT = "\u0007\b\f\n\r\t\u000b\\'\"";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  /** In brackets a colon is a symbol, elsewhere a part of names. */
  private boolean inBrackets;

  private Tokens(String text) {
    this.text = text;
  }

  /** The words of a text, and an {@link Kind#END}. Throws {@link PromqlSyntaxException}. */
  static List<Token> of(String text) {
    Tokens tokens = new Tokens(text);
    for (tokens.skip(); tokens.at < text.length(); tokens.skip()) {
      tokens.next();
    }
    tokens.tokens.add(new Token(Kind.END, "", text.length()));
    return tokens.tokens;
  }

  private void skip() {
    while (at < text.length() && (isBlank(text.charAt(at)) || text.charAt(at) == '#')) {
      if (text.charAt(at) == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        at++;
      }
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private void next() {
    char c = text.charAt(at);
    if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      number();
    } else if (isNameStart(c)) {
      int start = at;
      while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
        at++;
      }
      add(Kind.NAME, text.substring(start, at), start);
    } else if (c == '"' || c == '\'' || c == '`') {
      quoted(c);
    } else {
      symbol();
    }
  }

  private boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (c == ':' && !inBrackets);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void number() {
    int start = at;
    if (text.startsWith("0x", at) || text.startsWith("0X", at)) {
      at += 2;
      run("0123456789abcdefABCDEF_");
      add(Kind.NUMBER, text.substring(start, at), start);
      return;
    }
    run("0123456789_.");
    if (at < text.length() && "smhdwy".indexOf(text.charAt(at)) >= 0) {
      run("0123456789smhdwy");
      add(Kind.TIME, text.substring(start, at), start);
      return;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      run("0123456789");
    }
    add(Kind.NUMBER, text.substring(start, at), start);
  }

  private void run(String characters) {
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void quoted(char quote) {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && quote != '`') {
        value.append(escape());
      } else {
        value.append(text.charAt(at++));
      }
    }
    if (at >= text.length()) {
      throw wrong("a quote that ends the text begun here", start);
    }
    at++;
    add(Kind.TEXT, value.toString(), start);
  }

  private char escape() {
    int start = at;
    char kind = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    at += 2;
    int simple = ESCAPES.indexOf(kind);
    if (kind != 0 && simple >= 0) {
      return MEANT.charAt(simple);
    }
    int digits = kind == 'u' ? 4 : 2;
    if ((kind != 'u' && kind != 'x') || at + digits > text.length()) {
      throw wrong("an escape such as \\n, \\\\, \\x41 or \\u00e9", start);
    }
    int code = 0;
    for (int end = at + digits; at < end; at++) {
      int digit = text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0 || (kind == 'x' && code * 16 + digit > 0x7f)) {
        throw wrong("an escape such as \\n, \\\\, \\x41 or \\u00e9", start);
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private void symbol() {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        inBrackets = symbol.equals("[") || (inBrackets && !symbol.equals("]"));
        add(Kind.SYMBOL, symbol, at);
        at += symbol.length();
        return;
      }
    }
    throw wrong("PromQL, which has no \"" + Character.toString(text.codePointAt(at)) + "\"", at);
  }

  private void add(Kind kind, String what, int place) {
    tokens.add(new Token(kind, what, place));
  }

  /** What is wrong with a text. */
  static PromqlSyntaxException wrong(String expected, int at) {
    return new PromqlSyntaxException("expected " + expected + " at character " + (at + 1));
  }
}
