package dev.tocsin.notifier.deliver;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.rate.RateBudget;
import dev.tocsin.core.rate.RateBudgets;
import dev.tocsin.core.rate.RateLimit;
import dev.tocsin.notifier.config.NotifierConfiguration;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lets as many deliveries pass as the rate of their destination allows, and puts off the others.
 */
@Singleton
class RateGate {
  /** What has waited for the rate comes before what has not. */
  private static final Comparator<Delivery> WAITING_FIRST =
      Comparator.comparing((Delivery delivery) -> delivery.reason() != Reason.RATE_LIMITED)
          .thenComparingLong(Delivery::arrival);

  private final RateBudgets budgets;
  private final Deliveries deliveries;
  private final NotifierConfiguration configuration;
  private final InstantSource clock;

  RateGate(
      RateBudgets budgets,
      Deliveries deliveries,
      NotifierConfiguration configuration,
      InstantSource clock) {
    this.budgets = budgets;
    this.deliveries = deliveries;
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * What passes.
   *
   * @param next when the first of the others is due
   */
  record Passed(List<Delivery> deliveries, Optional<Instant> next) {}

  /**
   * Lets deliveries pass.
   *
   * @param claimed under the lease
   */
  Passed pass(Receiver receiver, List<Delivery> claimed, Lease lease) {
    Optional<RateBudget> budget =
        configuration.sending().rates().budget(receiver.name(), receiver.destination());
    if (budget.isEmpty() || claimed.isEmpty()) {
      return new Passed(claimed, Optional.empty());
    }
    RateLimit.Taken taken = budgets.take(budget.get(), claimed.size(), clock.instant());
    List<Delivery> inTurn = claimed.stream().sorted(WAITING_FIRST).toList();
    List<Delivery> others = inTurn.subList(taken.granted(), inTurn.size());
    if (others.isEmpty()) {
      return new Passed(claimed, Optional.empty());
    }
    deliveries.putBehind(
        receiver.name(),
        others.stream().map(Delivery::id).toList(),
        lease.id(),
        taken.nextAt(),
        budget.get().limit().interval());
    return new Passed(inTurn.subList(0, taken.granted()), Optional.of(taken.nextAt()));
  }
}
