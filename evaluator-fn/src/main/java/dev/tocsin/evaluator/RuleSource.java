package dev.tocsin.evaluator;

import dev.tocsin.core.rule.RuleBook;
import java.time.Instant;

/** Where the rules come from. Always answers at once, with the last good ones. */
@FunctionalInterface
public interface RuleSource {
  Published current();

  /** Tells that other rules are in force than the current ones: they are to be looked for anew. */
  default void expire() {}

  /**
   * Rules as they were given to us.
   *
   * @param publishedAt when; of two books the later one is in force
   */
  record Published(RuleBook book, Instant publishedAt) {}
}
