package dev.tocsin.core.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a misspelt one was meant to be. */
final class Nearest {
  private static final int LONGEST = 64;

  private Nearest() {}

  /**
   * The nearest word that is at most a third of its letters away; of several one that begins with
   * it, or one as long.
   */
  static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      int rank =
          2 * distance
              + (candidate.length() == word.length() ? 0 : 1)
              - (candidate.startsWith(word) ? 2 : 0);
      if (rank < least && distance <= Math.max(1, candidate.length() / 3)) {
        nearest = candidate;
        least = rank;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours. */
  static int distance(String left, String right) {
    int[][] d = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[left.length()][right.length()];
  }
}
