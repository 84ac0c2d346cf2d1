package dev.tocsin.routing.config;

import dev.tocsin.routing.matcher.MatcherSyntax;

/**
 * How a configuration is read.
 *
 * @param matchers the syntax of its matchers, and of its names of labels
 */
public record ReadingOptions(FileReferences files, MatcherSyntax matchers) {
  /** For a file on the local disk. */
  public static final ReadingOptions LOCAL_FILE =
      new ReadingOptions(FileReferences.ALLOWED, MatcherSyntax.UTF8_THEN_CLASSIC);

  /** For a text that comes by API. */
  public static final ReadingOptions BY_API =
      new ReadingOptions(FileReferences.REFUSED, MatcherSyntax.UTF8_THEN_CLASSIC);
}
