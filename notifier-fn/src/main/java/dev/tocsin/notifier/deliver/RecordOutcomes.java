package dev.tocsin.notifier.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.ReceiverStatus;
import dev.tocsin.core.delivery.ReceiverStatuses;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.platform.deadletter.DeadLetterWriter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Records what became of deliveries, and lets those behind them move up, in one transaction. */
@Singleton
public class RecordOutcomes {
  private final Transactions transactions;
  private final Deliveries deliveries;
  private final EventOutcomes events;
  private final FlushOutcomes flushes;
  private final ReceiverStatuses statuses;
  private final DeadLetterWriter deadLetters;
  private final Receivers receivers;
  private final MeterRegistry meters;
  private final FaultPoints faults;
  private final InstantSource clock;

  RecordOutcomes(
      Transactions transactions,
      Deliveries deliveries,
      EventOutcomes events,
      FlushOutcomes flushes,
      ReceiverStatuses statuses,
      DeadLetterWriter deadLetters,
      Receivers receivers,
      MeterRegistry meters,
      FaultPoints faults,
      InstantSource clock) {
    this.transactions = transactions;
    this.deliveries = deliveries;
    this.events = events;
    this.flushes = flushes;
    this.statuses = statuses;
    this.deadLetters = deadLetters;
    this.receivers = receivers;
    this.meters = meters;
    this.faults = faults;
    this.clock = clock;
  }

  /**
   * Records results.
   *
   * @param lease the one under which the deliveries were claimed or created
   */
  public void record(List<DeliveryOutcome> outcomes, UUID lease) {
    if (outcomes.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    List<DeliveryOutcome> recorded = transactions.inOne(() -> recordInOne(outcomes, lease, now));
    faults.reach(FaultPoint.AFTER_COMMIT);
    count(recorded);
    flushes.died(recorded, now);
  }

  private List<DeliveryOutcome> recordInOne(
      List<DeliveryOutcome> outcomes, UUID lease, Instant now) {
    List<DeliveryOutcome> ofEvents =
        outcomes.stream().filter(outcome -> outcome.delivery().event().isPresent()).toList();
    EventOutcomes.Held held = events.hold(ofEvents);
    FlushOutcomes.Decided decided =
        flushes.decide(
            outcomes.stream().filter(outcome -> outcome.delivery().flush().isPresent()).toList(),
            lease,
            now);
    List<DeliveryOutcome> recorded = new ArrayList<>(ofEvents);
    recorded.addAll(decided.outcomes());
    deliveries.record(recorded.stream().map(DeliveryOutcome::result).toList(), lease, now);
    events.save(held, now);
    flushes.save(decided, now);
    List<DeliveryOutcome> ended = new ArrayList<>(held.ended());
    ended.addAll(decided.outcomes());
    deadLetters.save(letters(ended, now), now);
    statuses.save(statuses(outcomes, now));
    faults.reach(FaultPoint.BEFORE_COMMIT);
    return recorded;
  }

  private List<DeadLetter> letters(List<DeliveryOutcome> ended, Instant now) {
    return ended.stream()
        .filter(outcome -> outcome.result().reason().state() == Reason.State.DEAD)
        .map(outcome -> letter(outcome, now))
        .toList();
  }

  private DeadLetter letter(DeliveryOutcome outcome, Instant now) {
    Delivery delivery = outcome.delivery();
    AttemptResult result = outcome.result();
    return new DeadLetter(
        delivery.letterId(),
        new DeadLetter.Source.Delivery(delivery.id(), destination(delivery)),
        result.reason().code(),
        result.detail(),
        RawBytes.of(delivery.body().getBytes(UTF_8)),
        now,
        Optional.empty());
  }

  private String destination(Delivery delivery) {
    return receivers
        .find(delivery.receiver())
        .map(receiver -> receiver.destination().value())
        .orElse(delivery.receiver());
  }

  /** The last success and the last failure of each receiver that was called. */
  private static Collection<ReceiverStatus> statuses(List<DeliveryOutcome> outcomes, Instant now) {
    Map<String, ReceiverStatus> statuses = new HashMap<>();
    for (DeliveryOutcome outcome : outcomes) {
      if (outcome.result().attempted()) {
        ReceiverStatus status = status(outcome, now);
        statuses.merge(status.receiver(), status, ReceiverStatus::and);
      }
    }
    return statuses.values();
  }

  private static ReceiverStatus status(DeliveryOutcome outcome, Instant now) {
    String receiver = outcome.delivery().receiver();
    return outcome.result().reason() == Reason.ACCEPTED
        ? ReceiverStatus.success(receiver, now)
        : ReceiverStatus.failure(receiver, now, outcome.result().detail());
  }

  private void count(List<DeliveryOutcome> outcomes) {
    for (DeliveryOutcome outcome : outcomes) {
      Reason reason = outcome.result().reason();
      meters
          .counter(
              "tocsin.deliveries",
              "receiver",
              outcome.delivery().receiver(),
              "kind",
              outcome.delivery().subject().code(),
              "state",
              reason.state().code(),
              "reason",
              reason.code())
          .increment();
    }
  }
}
