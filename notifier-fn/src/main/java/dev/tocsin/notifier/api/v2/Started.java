package dev.tocsin.notifier.api.v2;

import io.micronaut.context.annotation.Context;
import java.time.Instant;
import java.time.InstantSource;

/** When this process began to answer. */
@Context
final class Started {
  private final Instant at;

  Started(InstantSource clock) {
    this.at = clock.instant();
  }

  Instant at() {
    return at;
  }
}
