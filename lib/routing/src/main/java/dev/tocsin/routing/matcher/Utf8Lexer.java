package dev.tocsin.routing.matcher;

import dev.tocsin.routing.matcher.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts matchers in the UTF-8 syntax into tokens. */
final class Utf8Lexer {
  private static final String RESERVED = "{}!=~,\\\"'`";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  /** Characters before {@code counted}. */
  private int characters;

  private int counted;

  private Utf8Lexer(String text) {
    this.text = text;
  }

  /** All tokens, the end among them. Throws {@link MatcherSyntaxException}. */
  static List<Token> tokens(String text) {
    Utf8Lexer lexer = new Utf8Lexer(text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    lexer.add(Kind.END, text.length());
    return lexer.tokens;
  }

  /** Whether a character ends an unquoted text. */
  static boolean isReserved(int c) {
    return isSpace(c) || RESERVED.indexOf(c) >= 0;
  }

  /** White space as Go's unicode.IsSpace has it. */
  static boolean isSpace(int c) {
    return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
  }

  private void next() {
    int c = text.codePointAt(at);
    switch (c) {
      case '{' -> add(Kind.OPEN_BRACE, at + 1);
      case '}' -> add(Kind.CLOSE_BRACE, at + 1);
      case ',' -> add(Kind.COMMA, at + 1);
      case '=' -> add(Kind.OPERATOR, isAt(at + 1, "~") ? at + 2 : at + 1);
      case '!' -> negativeOperator();
      case '"' -> add(Kind.QUOTED, endOfQuoted());
      default -> other(c);
    }
  }

  private void other(int c) {
    if (isSpace(c)) {
      at++;
    } else if (isReserved(c)) {
      throw fault(Character.toString(c) + " must be in double quotes");
    } else {
      add(Kind.UNQUOTED, endOfUnquoted());
    }
  }

  private void negativeOperator() {
    if (!isAt(at + 1, "=") && !isAt(at + 1, "~")) {
      throw fault("after ! must come = or ~");
    }
    add(Kind.OPERATOR, at + 2);
  }

  private int endOfQuoted() {
    for (int end = at + 1; end < text.length(); end++) {
      char c = text.charAt(end);
      if (c == '"') {
        return end + 1;
      }
      if (c == '\\') {
        end++;
      }
    }
    throw fault("the double quote is not closed");
  }

  private int endOfUnquoted() {
    int end = at;
    while (end < text.length() && !isReserved(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private boolean isAt(int place, String part) {
    return text.startsWith(part, place);
  }

  private void add(Kind kind, int end) {
    tokens.add(new Token(kind, text.substring(at, end), position()));
    at = end;
  }

  private int position() {
    characters += text.codePointCount(counted, at);
    counted = at;
    return characters + 1;
  }

  private MatcherSyntaxException fault(String why) {
    return new MatcherSyntaxException("at character %d: %s".formatted(position(), why));
  }
}
