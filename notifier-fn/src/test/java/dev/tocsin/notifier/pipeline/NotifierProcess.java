package dev.tocsin.notifier.pipeline;

import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.notifier.TestContext;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.deliver.DeliverDue;
import dev.tocsin.notifier.deliver.DeliverLeased;
import dev.tocsin.notifier.deliver.DeliveryOutcome;
import dev.tocsin.notifier.deliver.RecordOutcomes;
import dev.tocsin.notifier.flush.FlushDue;
import dev.tocsin.notifier.pipeline.PlayedReceivers.Mood;
import dev.tocsin.notifier.routing.ActivateConfiguration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process of the notifier, whose loop the test turns by hand. */
final class NotifierProcess implements AutoCloseable {
  private final TestContext context;
  private final PlayedReceivers receivers;
  private final List<UnderWay> underWay = new ArrayList<>();

  /** A delivery at a receiver that hangs. */
  private record UnderWay(Delivery delivery, Lease lease) {}

  NotifierProcess(TestContext context, PlayedReceivers receivers) {
    this.context = context;
    this.receivers = receivers;
  }

  <T> T get(Class<T> bean) {
    return context.get(bean);
  }

  long configure(String yaml, ActivateConfiguration.Timers timers) {
    return context.configure(yaml, timers);
  }

  /** Flushes what is due and sends what is due. Returns whether there was anything to do. */
  boolean turn() {
    boolean hasFlushed = flush();
    boolean hasDelivered = deliver();
    return hasFlushed || hasDelivered;
  }

  boolean flush() {
    InstantSource clock = get(InstantSource.class);
    Lease lease =
        new Lease(
            get(IdSource.class).next(),
            clock.instant().plus(get(NotifierConfiguration.class).lease()));
    FlushDue.Flushed flushed = get(FlushDue.class).run(Optional.of(lease));
    List<Delivery> sent = new ArrayList<>();
    for (Delivery delivery : flushed.deliveries()) {
      if (receivers.mood(delivery.receiver()) == Mood.HANGS) {
        receivers.hang(delivery);
        underWay.add(new UnderWay(delivery, lease));
      } else {
        sent.add(delivery);
      }
    }
    get(DeliverLeased.class).run(sent, lease);
    return flushed.groups() > 0;
  }

  private boolean deliver() {
    boolean isDue = !get(Deliveries.class).due(get(InstantSource.class).instant()).isEmpty();
    if (isDue) {
      get(DeliverDue.class).run();
    }
    return isDue;
  }

  /** Lets receivers answer that hang. */
  void answer(Attempt attempt) {
    for (UnderWay answered : underWay) {
      Delivery delivery = answered.delivery();
      receivers.answer(delivery, attempt);
      AttemptResult result =
          get(NotifierConfiguration.class)
              .retries()
              .result(delivery, attempt, 0, get(InstantSource.class).instant());
      get(RecordOutcomes.class)
          .record(List.of(new DeliveryOutcome(delivery, result)), answered.lease().id());
    }
    underWay.clear();
  }

  /** What is under way is lost, as if this process had died and another taken its place. */
  void die() {
    lose(Instant.MAX);
  }

  /** What is under way with a lease that ends before a time is lost. */
  void lose(Instant leaseEnd) {
    List<UnderWay> lost =
        underWay.stream().filter(waiting -> waiting.lease().until().isBefore(leaseEnd)).toList();
    lost.forEach(waiting -> receivers.lose(waiting.delivery()));
    underWay.removeAll(lost);
  }

  @Override
  public void close() {
    context.close();
  }
}
