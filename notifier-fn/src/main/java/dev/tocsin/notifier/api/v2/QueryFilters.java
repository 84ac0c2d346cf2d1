package dev.tocsin.notifier.api.v2;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.routing.matcher.Matcher;
import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.matcher.MatcherSyntaxException;
import dev.tocsin.routing.matcher.Matchers;
import io.micronaut.http.HttpParameters;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the filters of queries; what is wrong with one is the text of a 400. */
@Singleton
final class QueryFilters {
  private static final int MOST = 100;
  private static final int MOST_CHARACTERS = 4096;

  private final MatcherParser parser;

  QueryFilters(MatcherSyntax syntax) {
    this.parser = new MatcherParser(syntax, warning -> {});
  }

  /** The matchers of {@code filter} parameters, or of {@code receiver_matchers}, which all hold. */
  Matchers matchers(HttpParameters query, String name) {
    List<String> texts = query.getAll(name);
    if (texts.size() > MOST) {
      throw new BadRequest("%s may stand %d times in a query".formatted(name, MOST));
    }
    return new Matchers(texts.stream().map(this::matcher).toList());
  }

  private Matcher matcher(String text) {
    try {
      return parser.matcher(text);
    } catch (MatcherSyntaxException e) {
      throw new BadRequest(e.sentence());
    }
  }

  /** Which receivers are asked for, by a regular expression that matches the whole name. */
  static Predicate<String> receiver(HttpParameters query) {
    return Optional.ofNullable(query.get("receiver"))
        .<Predicate<String>>map(regex -> pattern(regex)::matches)
        .orElse(name -> true);
  }

  private static Pattern pattern(String regex) {
    if (regex.length() > MOST_CHARACTERS) {
      throw new BadRequest(
          "failed to parse receiver param: it may have %d characters".formatted(MOST_CHARACTERS));
    }
    try {
      return Pattern.compile("^(?:" + regex + ")$");
    } catch (PatternSyntaxException e) {
      throw new BadRequest(
          "failed to parse receiver param: error parsing regexp: %s: `%s`"
              .formatted(e.getDescription(), e.getPattern()));
    }
  }
}
