package dev.tocsin.notifier.deliver;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.notifier.wake.WakeDelivery;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sends deliveries that this process has just created under its own lease: without a queue, and
 * without a claim. What fails or has to wait becomes due as any other.
 */
@Singleton
public class DeliverLeased {
  private final ServeReceiver serve;
  private final WakeDelivery wake;

  DeliverLeased(ServeReceiver serve, WakeDelivery wake) {
    this.serve = serve;
    this.wake = wake;
  }

  /**
   * Sends deliveries and returns when all have their outcomes.
   *
   * @param leased those whose turn it is
   * @param lease the one under which they were added
   */
  public void run(List<Delivery> leased, Lease lease) {
    Map<String, List<Delivery>> byReceiver =
        leased.stream().collect(Collectors.groupingBy(Delivery::receiver));
    Served served =
        new SideBySide(
                name -> serve.leased(name, byReceiver.getOrDefault(name, List.of()), lease),
                List::of)
            .run(byReceiver.keySet());
    if (served.more()) {
      wake.now();
    } else {
      served.next().ifPresent(wake::at);
    }
  }
}
