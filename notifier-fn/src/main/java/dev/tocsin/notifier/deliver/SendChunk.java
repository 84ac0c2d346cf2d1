package dev.tocsin.notifier.deliver;

import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.Outcome;
import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.RetryPolicy;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.notifier.config.NotifierConfiguration;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was claimed, many at once. Outcomes are recorded as they come, all that are there in
 * one transaction, and a request that is not recorded yet counts as under way: so no more than
 * these can ever be repeated. Nothing new is begun once the breaker has seen enough.
 */
@Singleton
class SendChunk {
  /** How long an outcome waits for others to be recorded with it. */
  private static final Duration GATHERING = Duration.ofMillis(5);

  /** An attempt is one request and two quick repetitions. */
  private static final int MOST_REQUESTS = 3;

  private final RecordOutcomes recordOutcomes;
  private final SharedBreaker breakers;
  private final Deliveries deliveries;
  private final Slots slots;
  private final RetryPolicy retries;
  private final NotifierConfiguration configuration;
  private final FaultPoints faults;
  private final RandomGenerator random;
  private final InstantSource clock;

  SendChunk(
      RecordOutcomes recordOutcomes,
      SharedBreaker breakers,
      Deliveries deliveries,
      Slots slots,
      NotifierConfiguration configuration,
      FaultPoints faults,
      RandomGenerator random,
      InstantSource clock) {
    this.recordOutcomes = recordOutcomes;
    this.breakers = breakers;
    this.deliveries = deliveries;
    this.slots = slots;
    this.retries = configuration.retries();
    this.configuration = configuration;
    this.faults = faults;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Sends deliveries and returns when the first of those that failed is due again.
   *
   * @param claimed all of them for the receiver
   * @param admitted the breaker as it let them pass
   */
  Optional<Instant> run(Receiver receiver, List<Delivery> claimed, Lease lease, Breaker admitted) {
    Round round = new Round(receiver, claimed, lease, admitted);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      round.run(threads);
    } finally {
      if (!round.waiting.isEmpty()) {
        deliveries.giveBack(round.waiting.stream().map(Delivery::id).toList(), lease.id());
      }
    }
    if (round.broken != null) {
      throw round.broken;
    }
    return round.nextRetry;
  }

  /** An attempt that ended, broke, or was not begun because the lease had no time left. */
  private record Done(
      Delivery delivery, @Nullable Attempt attempt, @Nullable RuntimeException broken) {}

  /** The deliveries of one claim on their way; only the caller's thread touches it. */
  private final class Round {
    final Deque<Delivery> waiting;
    private final Receiver receiver;
    private final Lease lease;
    private final long epoch;
    private final int concurrency = configuration.sending().concurrency();
    private final Duration longestAttempt =
        configuration.sending().timeout().multipliedBy(MOST_REQUESTS);
    private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
    private Breaker breaker;
    private int underWay;
    private Optional<Instant> nextRetry = Optional.empty();
    private @Nullable RuntimeException broken;

    Round(Receiver receiver, List<Delivery> claimed, Lease lease, Breaker admitted) {
      this.receiver = receiver;
      this.waiting = new ArrayDeque<>(claimed);
      this.lease = lease;
      this.breaker = admitted;
      this.epoch = admitted.epoch();
    }

    void run(ExecutorService threads) {
      while (true) {
        while (mayBegin()) {
          Delivery delivery = waiting.remove();
          underWay++;
          threads.execute(() -> done.add(attempt(delivery)));
        }
        if (underWay == 0) {
          return;
        }
        ended(next());
      }
    }

    private boolean mayBegin() {
      return !waiting.isEmpty()
          && underWay < concurrency
          && broken == null
          && breaker.epoch() == epoch
          && hasTime();
    }

    private boolean hasTime() {
      return clock.instant().plus(longestAttempt).isBefore(lease.until());
    }

    /** What has ended: the first, and those that follow it closely. */
    private List<Done> next() {
      List<Done> batch = new ArrayList<>();
      try {
        batch.add(done.take());
        long patience = System.nanoTime() + GATHERING.toNanos();
        while (batch.size() < underWay) {
          Done finished = done.poll(patience - System.nanoTime(), TimeUnit.NANOSECONDS);
          if (finished == null) {
            break;
          }
          batch.add(finished);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while deliveries are under way", e);
      }
      return batch;
    }

    private void ended(List<Done> batch) {
      List<DeliveryOutcome> outcomes = new ArrayList<>();
      List<Attempt> attempts = new ArrayList<>();
      for (Done finished : batch) {
        underWay--;
        if (finished.broken() != null) {
          broken = finished.broken();
        } else if (finished.attempt() == null) {
          waiting.add(finished.delivery());
        } else {
          attempts.add(finished.attempt());
          outcomes.add(
              new DeliveryOutcome(
                  finished.delivery(), result(finished.delivery(), finished.attempt())));
        }
      }
      if (!outcomes.isEmpty()) {
        recordOutcomes.record(outcomes, lease.id());
        report(attempts);
      }
    }

    private AttemptResult result(Delivery delivery, Attempt attempt) {
      AttemptResult result =
          retries.result(delivery, attempt, random.nextDouble(), clock.instant());
      if (!result.isFinal()
          && nextRetry.filter(earliest -> !result.dueAt().isBefore(earliest)).isEmpty()) {
        nextRetry = Optional.of(result.dueAt());
      }
      return result;
    }

    /** May have waited for a slot. */
    private Done attempt(Delivery delivery) {
      return slots.with(
          receiver.name(), () -> hasTime() ? attemptNow(delivery) : new Done(delivery, null, null));
    }

    private Done attemptNow(Delivery delivery) {
      try {
        faults.reach(FaultPoint.DURING_DELIVERY);
        Attempt attempt = receiver.attempt(delivery);
        faults.reach(FaultPoint.AFTER_DELIVERY);
        return new Done(delivery, attempt, null);
      } catch (RuntimeException e) {
        return new Done(delivery, null, e);
      }
    }

    private void report(List<Attempt> attempts) {
      List<Outcome> outcomes = attempts.stream().map(Attempt::outcome).toList();
      Breaker before = breaker;
      breaker = breakers.after(before, epoch, outcomes);
      // Successes where there is nothing to reset are not worth a look at the database.
      if (!breaker.equals(before) && breakers.report(receiver.destination(), epoch, outcomes)) {
        deliveries.release(receiver.name(), clock.instant());
      }
    }
  }
}
