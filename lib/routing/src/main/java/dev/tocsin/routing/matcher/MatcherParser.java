package dev.tocsin.routing.matcher;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads matchers as Alertmanager does. In the default syntax a text that only the classic one
 * takes, or that both take with different meanings, has its classic meaning, and a warning.
 */
public final class MatcherParser {
  /** Most characters of a text. */
  public static final int MAX_LENGTH = 65_536;

  private final MatcherSyntax syntax;
  private final Consumer<String> warnings;

  /** Warnings are sentences. */
  public MatcherParser(MatcherSyntax syntax, Consumer<String> warnings) {
    this.syntax = syntax;
    this.warnings = warnings;
  }

  public MatcherSyntax syntax() {
    return syntax;
  }

  /**
   * Reads a list: {@code {a="b",c=~"d.*"}}, its braces optional, perhaps empty. Throws {@link
   * MatcherSyntaxException}.
   */
  public Matchers matchers(String text) {
    return parse(text, Utf8MatcherParser::matchers, ClassicMatcherParser::matchers);
  }

  /** Reads one matcher, without braces: {@code a="b"}. Throws {@link MatcherSyntaxException}. */
  public Matcher matcher(String text) {
    if (syntax == MatcherSyntax.UTF8_THEN_CLASSIC && (text.startsWith("{") || text.endsWith("}"))) {
      throw new MatcherSyntaxException("unexpected open or close brace: " + text);
    }
    return parse(text, Utf8MatcherParser::matcher, ClassicMatcherParser::matcher);
  }

  private <T> T parse(String text, Function<String, T> utf8, Function<String, T> classic) {
    if (text.length() > MAX_LENGTH) {
      throw new MatcherSyntaxException(
          "matchers have %d characters; at most %d are allowed"
              .formatted(text.length(), MAX_LENGTH));
    }
    return switch (syntax) {
      case UTF8 -> utf8.apply(text);
      case CLASSIC -> classic.apply(text);
      case UTF8_THEN_CLASSIC -> either(text, Attempt.of(utf8, text), Attempt.of(classic, text));
    };
  }

  private <T> T either(String text, Attempt<T> utf8, Attempt<T> classic) {
    if (classic.result().isEmpty()) {
      return utf8.result().orElseThrow(() -> bothRefuse(utf8, classic));
    }
    T meaning = classic.result().get();
    if (utf8.result().isEmpty()) {
      warnings.accept(
          "matchers %s are not valid in the UTF-8 syntax (%s) and are read in the classic one; write %s"
              .formatted(GoString.quote(text), utf8.fault(), meaning));
    } else if (!utf8.result().get().equals(meaning)) {
      warnings.accept(
          "Matchers input has disagreement: %s is %s in the classic syntax, which holds, and %s in UTF-8"
              .formatted(GoString.quote(text), meaning, utf8.result().get()));
    }
    return meaning;
  }

  private static MatcherSyntaxException bothRefuse(Attempt<?> utf8, Attempt<?> classic) {
    return new MatcherSyntaxException(classic.fault() + " (" + utf8.fault() + ")");
  }

  /** What one of the syntaxes makes of a text: a result, or else a fault. */
  private record Attempt<T>(Optional<T> result, String fault) {
    static <T> Attempt<T> of(Function<String, T> parser, String text) {
      try {
        return new Attempt<>(Optional.of(parser.apply(text)), "");
      } catch (MatcherSyntaxException e) {
        return new Attempt<>(Optional.empty(), e.sentence());
      }
    }
  }
}
