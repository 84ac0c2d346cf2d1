package dev.tocsin.notifier.deliver;

import dev.tocsin.notifier.config.NotifierConfiguration;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many requests this process has under way: to each receiver so many that one which hangs takes
 * a small part of all there are.
 */
@Singleton
class Slots {
  private final NotifierConfiguration configuration;
  private final Semaphore all;
  private final Map<String, Limited> byReceiver = new ConcurrentHashMap<>();

  Slots(NotifierConfiguration configuration) {
    this.configuration = configuration;
    this.all = new Semaphore(configuration.settings().totalConcurrency(), true);
  }

  private record Limited(int limit, Semaphore slots) {
    static Limited to(int limit) {
      return new Limited(limit, new Semaphore(limit, true));
    }
  }

  /** Does something as soon as the receiver, and this process, have a slot for it. */
  <T> T with(String receiver, Supplier<T> work) {
    Semaphore own = slotsOf(receiver);
    own.acquireUninterruptibly();
    try {
      all.acquireUninterruptibly();
      try {
        return work.get();
      } finally {
        all.release();
      }
    } finally {
      own.release();
    }
  }

  /** The limit may change while the notifier runs. */
  private Semaphore slotsOf(String receiver) {
    int limit = configuration.sending().concurrency();
    Limited limited =
        byReceiver.compute(
            receiver,
            (name, known) ->
                Optional.ofNullable(known)
                    .filter(slots -> slots.limit() == limit)
                    .orElseGet(() -> Limited.to(limit)));
    return limited.slots();
  }
}
