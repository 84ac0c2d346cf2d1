package dev.tocsin.routing.matcher;

/**
 * A piece of matchers in the UTF-8 syntax.
 *
 * @param text as it is written, with its quotes
 * @param position of its first character, from 1
 */
record Token(Kind kind, String text, int position) {
  enum Kind {
    OPEN_BRACE,
    CLOSE_BRACE,
    COMMA,
    OPERATOR,
    QUOTED,
    UNQUOTED,
    END
  }

  boolean isText() {
    return kind == Kind.QUOTED || kind == Kind.UNQUOTED;
  }

  /** The token in a sentence. */
  String described() {
    return kind == Kind.END ? "the end of the text" : text;
  }
}
