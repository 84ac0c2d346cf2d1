package dev.tocsin.notifier.api;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.Optional;

/** How many entries a page of an answer has. */
final class PageLimit {
  private static final int MOST = 500;

  private PageLimit() {}

  /** What the parameter {@code limit} says, within its bounds. */
  static int of(Optional<String> limit, int otherwise) {
    return limit.map(PageLimit::parse).orElse(otherwise);
  }

  private static int parse(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 1, MOST);
    } catch (NumberFormatException e) {
      throw new HttpStatusException(
          HttpStatus.BAD_REQUEST, "limit must be a whole number, 1 to %d".formatted(MOST));
    }
  }
}
