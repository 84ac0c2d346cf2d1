package dev.tocsin.notifier.receiver;

import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.notifier.deliver.Receivers;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.config.Integration;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a test notification by each integration of a receiver, at a person's word. It is sent once,
 * whatever the breaker says, and is kept nowhere.
 */
@Singleton
public class SendTestNotification {
  private static final Logger LOG = LoggerFactory.getLogger(SendTestNotification.class);

  /** Below the 29 seconds that API Gateway waits for an answer. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final ActiveRouting active;
  private final Receivers receivers;
  private final TestDelivery deliveries;
  private final InstantSource clock;

  SendTestNotification(
      ActiveRouting active, Receivers receivers, TestDelivery deliveries, InstantSource clock) {
    this.active = active;
    this.receivers = receivers;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /**
   * Sends and waits, for a bounded time, for what comes of it.
   *
   * @param author who asks for it
   * @return by integration; empty when the configuration in force has no such receiver
   */
  public Optional<List<TestedIntegration>> run(String receiver, String author) {
    Routing routing = active.now();
    return Optional.ofNullable(routing.configuration().receivers().get(receiver))
        .map(known -> {
          List<TestedIntegration> tested = send(routing, known.integrations(), author);
          LOG.info("receiver {} was sent a test by {}: {}", receiver, author, tested);
          return tested;
        });
  }

  private List<TestedIntegration> send(
      Routing routing, List<Integration> integrations, String author) {
    List<Callable<TestedIntegration>> tests = new ArrayList<>();
    for (Integration integration : integrations) {
      tests.add(() -> send(routing, integration, author));
    }
    List<TestedIntegration> tested = new ArrayList<>();
    List<Future<TestedIntegration>> ended = sideBySide(tests);
    for (int index = 0; index < ended.size(); index++) {
      tested.add(result(integrations.get(index).key(), ended.get(index)));
    }
    return tested;
  }

  private static <T> List<Future<T>> sideBySide(List<Callable<T>> tests) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(tests, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a test is under way", e);
    }
  }

  private TestedIntegration send(Routing routing, Integration integration, String author) {
    Instant begun = clock.instant();
    Attempt attempt =
        deliveries
            .of(integration, routing.configuration().root(), author, begun)
            .map(delivery -> attempt(integration, delivery))
            .orElseGet(() -> Attempt.unanswered(integration.key() + ": it has no test"));
    return new TestedIntegration(
        integration.key(), attempt, Duration.between(begun, clock.instant()));
  }

  private Attempt attempt(Integration integration, Delivery delivery) {
    return receivers
        .find(integration.key())
        .map(receiver -> receiver.attempt(delivery))
        .orElseGet(() -> Attempt.unanswered(integration.key() + ": it was removed meanwhile"));
  }

  private static TestedIntegration result(String key, Future<TestedIntegration> ended) {
    try {
      return ended.get();
    } catch (CancellationException late) {
      return new TestedIntegration(
          key,
          Attempt.unanswered("%s: no answer within %ds".formatted(key, LONGEST.toSeconds())),
          LONGEST);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the test of " + key + " broke", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a test is under way", e);
    }
  }
}
