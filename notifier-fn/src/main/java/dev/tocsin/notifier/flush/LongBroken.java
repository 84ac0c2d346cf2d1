package dev.tocsin.notifier.flush;

import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.notifier.config.FallbackSettings;
import dev.tocsin.notifier.deliver.Receiver;
import dev.tocsin.notifier.deliver.Receivers;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Whether destinations are away for so long that others stand in for them. */
@Singleton
class LongBroken {
  private final Receivers receivers;
  private final BreakerStore breakers;
  private final FallbackSettings settings;

  LongBroken(Receivers receivers, BreakerStore breakers, FallbackSettings settings) {
    this.receivers = receivers;
    this.breakers = breakers;
    this.settings = settings;
  }

  /**
   * Whether the destination of an integration is.
   *
   * @param integration its key
   */
  boolean is(String integration, Instant now) {
    return receivers
        .find(integration)
        .flatMap(this::from)
        .filter(from -> !from.isAfter(now))
        .isPresent();
  }

  /** From when a receiver's destination is; empty while its breaker is closed. */
  Optional<Instant> from(Receiver receiver) {
    return breakers.brokenSince(receiver.destination()).map(since -> since.plus(settings.after()));
  }
}
