package dev.tocsin.platform.http;

import java.util.Optional;

/**
 * What came back, without the secrets of the request.
 *
 * @param retryAfter the header of that name
 * @param location where a redirect points to; may be secret, and is not shown
 * @param excerpt the beginning of the body, otherwise unchecked text
 */
public record OutgoingAnswer(
    int status, Optional<String> retryAfter, Optional<String> location, String excerpt) {
  /** Without the location. */
  @Override
  public String toString() {
    return "HTTP %d: %s".formatted(status, excerpt);
  }
}
