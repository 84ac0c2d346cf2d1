package dev.tocsin.evaluator.rules;

import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleSet;
import java.time.Instant;
import java.util.List;

/** Where the rules come from. Always answers at once, with the last good ones. */
@FunctionalInterface
public interface RuleSource {
  Published current();

  /** Says that other rules are in force than the current ones: they are to be looked for anew. */
  default void expire() {}

  /**
   * Rules as they were given to us.
   *
   * @param publishedAt when; of two rule sets the later one is in force
   * @param source where their files are; empty for rules whose version is kept already
   * @param files what they were read from; none where {@code source} is empty
   */
  record Published(RuleSet ruleSet, Instant publishedAt, String source, List<SourceFile> files) {
    public Published {
      files = List.copyOf(files);
    }

    /** Rules of which nothing is to be kept. */
    public Published(RuleSet ruleSet, Instant publishedAt) {
      this(ruleSet, publishedAt, "", List.of());
    }
  }
}
