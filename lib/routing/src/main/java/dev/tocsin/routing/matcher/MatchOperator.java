package dev.tocsin.routing.matcher;

/** How a matcher compares a label's value. */
public enum MatchOperator {
  EQUAL("="),
  NOT_EQUAL("!="),
  MATCHES("=~"),
  NOT_MATCHES("!~");

  private final String symbol;

  MatchOperator(String symbol) {
    this.symbol = symbol;
  }

  /** The operator as API v2 writes it. */
  public static MatchOperator of(boolean isRegex, boolean isEqual) {
    if (isRegex) {
      return isEqual ? MATCHES : NOT_MATCHES;
    }
    return isEqual ? EQUAL : NOT_EQUAL;
  }

  public String symbol() {
    return symbol;
  }

  public boolean isRegex() {
    return this == MATCHES || this == NOT_MATCHES;
  }

  public boolean isNegative() {
    return this == NOT_EQUAL || this == NOT_MATCHES;
  }
}
