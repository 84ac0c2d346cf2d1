package dev.tocsin.notifier.api;

import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.matcher.MatcherSyntaxException;
import dev.tocsin.routing.matcher.Matchers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.List;

/**
 * Reads matchers of a query, which all hold: {@code filter=team="db"&filter=severity=~"high|low"}.
 */
final class QueryMatchers {
  static final String PARAMETER = "filter";

  private static final MatcherParser PARSER = new MatcherParser(MatcherSyntax.UTF8, warning -> {});

  private QueryMatchers() {}

  static Matchers of(HttpRequest<?> request) {
    List<String> texts = request.getParameters().getAll(PARAMETER);
    if (texts.size() > Matchers.MAX_COUNT) {
      throw refused(
          "filter is there %d times, more than the limit of %d"
              .formatted(texts.size(), Matchers.MAX_COUNT));
    }
    try {
      return new Matchers(texts.stream().map(PARSER::matcher).toList());
    } catch (MatcherSyntaxException e) {
      throw refused("filter must be a matcher such as team=\"db\": " + e.sentence());
    }
  }

  private static HttpStatusException refused(String sentence) {
    return new HttpStatusException(HttpStatus.BAD_REQUEST, sentence);
  }
}
