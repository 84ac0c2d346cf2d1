package dev.tocsin.notifier.api;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.Optional;
import java.util.function.Function;

/** Reads which page a query asks for: {@code after} and {@code limit}. */
final class QueryPage {
  private QueryPage() {}

  /** How many entries a page has: what is asked for, from 1 to {@code most}. */
  static int limit(Optional<String> text, int absent, int most) {
    try {
      return Math.clamp(text.map(Integer::parseInt).orElse(absent), 1, most);
    } catch (NumberFormatException e) {
      throw new HttpStatusException(
          HttpStatus.BAD_REQUEST, "limit must be a whole number, 1 to %d".formatted(most));
    }
  }

  /** The place behind which the page begins. */
  static <T> Optional<T> after(Optional<String> text, Function<String, Optional<T>> parser) {
    return text.filter(given -> !given.isEmpty())
        .map(given ->
            parser
                .apply(given)
                .orElseThrow(() ->
                    new HttpStatusException(
                        HttpStatus.BAD_REQUEST, "after must be the \"next\" of the page before")));
  }
}
