package dev.tocsin.promql;

/**
 * A word of PromQL.
 *
 * @param text as written; of a {@link Kind#TEXT} what it stands for
 * @param at its place, in UTF-16 units from 0
 */
record Token(Kind kind, String text, int at) {
  enum Kind {
    NAME,
    NUMBER,
    TIME,
    TEXT,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** Whether it is this word, whatever its case. */
  boolean isWord(String word) {
    return kind == Kind.NAME && text.equalsIgnoreCase(word);
  }
}
