package dev.tocsin.notifier.receiver;

import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.delivery.ReceiverStatus;
import java.util.List;
import java.util.Optional;

/** How a receiver does. */
public record ReceiverState(String name, List<AtIntegration> integrations) {
  public ReceiverState {
    integrations = List.copyOf(integrations);
  }

  /**
   * How one of its integrations does.
   *
   * @param key of the integration
   * @param destination empty when the configuration in force has no such integration any more
   * @param breaker of the destination
   * @param waiting how many deliveries wait for it
   * @param last how the last attempts went; empty when there was none
   */
  public record AtIntegration(
      String key,
      Optional<Destination> destination,
      Breaker breaker,
      int waiting,
      Optional<ReceiverStatus> last) {}
}
