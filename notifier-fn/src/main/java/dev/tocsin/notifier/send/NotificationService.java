package dev.tocsin.notifier.send;

import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.deadletter.Sentence;
import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.RetryAfter;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.deliver.Receiver;
import dev.tocsin.notifier.send.http.Unanswered;
import dev.tocsin.platform.http.OutgoingAnswer;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The receiver that takes one alert a request: {@code POST {api_url}/api/alerts}. */
@Singleton
public final class NotificationService implements Receiver {
  /** The name under which its deliveries are stored. */
  public static final String NAME = "notification-service";

  private final BeanProvider<HttpCall> http;
  private final ApprovalLinks links;
  private final URI address;
  private final InstantSource clock;

  NotificationService(
      BeanProvider<HttpCall> http,
      ApprovalLinks links,
      NotifierConfiguration configuration,
      InstantSource clock) {
    this.http = http;
    this.links = links;
    this.address = configuration.alertsUrl();
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Destination destination() {
    return Destination.of(address);
  }

  @Override
  public Attempt attempt(Delivery delivery) {
    try {
      return meaning(http.get().post(address, delivery.idempotencyKey(), links.resolve(delivery)));
    } catch (Unanswered e) {
      return Attempt.unanswered(String.valueOf(e.getMessage()));
    }
  }

  private Attempt meaning(OutgoingAnswer answer) {
    Optional<Duration> retryAfter =
        answer.retryAfter().flatMap(header -> RetryAfter.parse(header, clock.instant()));
    String excerpt = answer.status() <= 299 ? "" : Sentence.of(answer.excerpt());
    return Attempt.answered(
        answer.status(),
        retryAfter,
        "HTTP " + answer.status() + (excerpt.isEmpty() ? "" : ": " + excerpt));
  }
}
