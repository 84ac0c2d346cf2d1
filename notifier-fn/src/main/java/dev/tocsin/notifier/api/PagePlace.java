package dev.tocsin.notifier.api;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.Optional;
import java.util.function.Function;

/** The place behind which a page begins. */
final class PagePlace {
  private PagePlace() {}

  /** Reads the parameter {@code after}; the empty text is none. */
  static <T> Optional<T> of(Optional<String> text, Function<String, Optional<T>> parser) {
    return text.filter(given -> !given.isEmpty())
        .map(given ->
            parser
                .apply(given)
                .orElseThrow(() ->
                    new HttpStatusException(
                        HttpStatus.BAD_REQUEST, "after must be the \"next\" of the page before")));
  }
}
