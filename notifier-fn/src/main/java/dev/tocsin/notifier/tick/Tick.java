package dev.tocsin.notifier.tick;

import static java.util.stream.Collectors.partitioningBy;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.config.NotifierSettings;
import dev.tocsin.notifier.deliver.DeliveryOutcome;
import dev.tocsin.notifier.deliver.RecordOutcomes;
import dev.tocsin.notifier.ingest.GiveUpMissing;
import dev.tocsin.notifier.wake.WakeDelivery;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.response.ResponseTimers;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Finds what is due soon, gives up what is overdue, and removes groups that have become empty. */
@Singleton
public class Tick {
  private static final int MOST_GIVEN_UP = 500;
  private static final int MOST_REMOVED = 10_000;

  private final Deliveries deliveries;
  private final Groups groups;
  private final ResponseTimers responses;
  private final RecordOutcomes recordOutcomes;
  private final GiveUpMissing giveUpMissing;
  private final WakeDelivery wake;
  private final NotifierSettings settings;
  private final IdSource ids;
  private final InstantSource clock;
  private final AtomicInteger waiting = new AtomicInteger();

  Tick(
      Deliveries deliveries,
      Groups groups,
      ResponseTimers responses,
      RecordOutcomes recordOutcomes,
      GiveUpMissing giveUpMissing,
      WakeDelivery wake,
      NotifierConfiguration configuration,
      IdSource ids,
      MeterRegistry meters,
      InstantSource clock) {
    this.deliveries = deliveries;
    this.groups = groups;
    this.responses = responses;
    this.recordOutcomes = recordOutcomes;
    this.giveUpMissing = giveUpMissing;
    this.wake = wake;
    this.settings = configuration.settings();
    this.ids = ids;
    this.clock = clock;
    meters.gauge("tocsin.deliveries.waiting", waiting);
  }

  public void run() {
    Instant now = clock.instant();
    giveUp(now);
    int unused = groups.removeEmpty(MOST_REMOVED);
    Instant horizon = now.plus(settings.tickHorizon());
    Stream.concat(deliveries.due(horizon).values().stream(), groups.nextDue(horizon).stream())
        .min(Comparator.naturalOrder())
        .ifPresent(wake::at);
    responses.nextDue(now.plus(settings.tickHorizon())).ifPresent(wake::at);
    waiting.set(deliveries.waiting());
  }

  private void giveUp(Instant now) {
    List<DeliveryOutcome> overdue =
        deliveries.expired(now, MOST_GIVEN_UP).stream()
            .map(delivery -> new DeliveryOutcome(delivery, givenUp(delivery)))
            .toList();
    Map<Boolean, List<DeliveryOutcome>> byDecision =
        overdue.stream()
            .collect(partitioningBy(outcome -> outcome.delivery().reason().undecided()));
    giveUpMissing.run(byDecision.getOrDefault(true, List.of()), ids.next(), now);
    recordOutcomes.record(byDecision.getOrDefault(false, List.of()), ids.next());
  }

  private static AttemptResult givenUp(Delivery delivery) {
    String last = delivery.detail().isEmpty() ? "" : "; last: " + delivery.detail();
    return new AttemptResult(
        delivery.id(),
        Reason.DEADLINE_PASSED,
        delivery.dueAt(),
        false,
        delivery.reason().code() + " until its deadline, " + delivery.deadline() + last);
  }
}
