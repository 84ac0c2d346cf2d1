package dev.tocsin.routing.matcher;

/**
 * An upper bound of what RE2 makes of a regular expression.
 *
 * @param size instructions of its program
 * @param forks instructions that may follow one another without reading a character; RE2/J visits
 *     them by recursion
 */
record RegexCost(long size, long forks) {
  static final RegexCost NONE = new RegexCost(0, 0);
  static final RegexCost CHARACTER = new RegexCost(1, 0);
  static final RegexCost FORK = new RegexCost(1, 1);

  /** More than any limit; sums and products of costs stay below the range of a long. */
  private static final long ENDLESS = 1L << 40;

  static RegexCost of(String regex) {
    return new RegexScanner(regex).cost();
  }

  RegexCost plus(RegexCost other) {
    return bounded(size + other.size, forks + other.forks);
  }

  RegexCost times(long count) {
    return bounded(size * count, forks * count);
  }

  private static RegexCost bounded(long size, long forks) {
    return new RegexCost(Math.min(size, ENDLESS), Math.min(forks, ENDLESS));
  }
}
