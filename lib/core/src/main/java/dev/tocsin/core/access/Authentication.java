package dev.tocsin.core.access;

import java.time.Duration;

/** What became of asking who sends a request. */
public sealed interface Authentication {
  /** Its sender is known. */
  record Known(Principal principal) implements Authentication {}

  /** It has no credential. */
  record Missing() implements Authentication {}

  /** Its credential is not known. */
  record Unknown() implements Authentication {}

  /** Its login was not looked at, since there were too many wrong ones. */
  record Limited(Duration retryAfter) implements Authentication {}

  /** Its sender no longer waits for an answer. */
  record Gone() implements Authentication {}
}
