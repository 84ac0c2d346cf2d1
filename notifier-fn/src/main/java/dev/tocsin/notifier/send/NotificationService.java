package dev.tocsin.notifier.send;

import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.deadletter.Sentence;
import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.RetryAfter;
import dev.tocsin.notifier.send.IntegrationKind.OpenReceiver;
import dev.tocsin.notifier.send.http.Unanswered;
import dev.tocsin.platform.http.OutgoingAnswer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The receiver that takes one event a request: {@code POST {api_url}/api/alerts}. */
final class NotificationService implements OpenReceiver {
  private final String name;
  private final HttpCall http;
  private final ApprovalLinks links;
  private final URI address;
  private final InstantSource clock;

  /**
   * @param name of the integration
   * @param http shared by all of this kind
   */
  NotificationService(
      String name, HttpCall http, ApprovalLinks links, URI address, InstantSource clock) {
    this.name = name;
    this.http = http;
    this.links = links;
    this.address = address;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Destination destination() {
    return Destination.of(address);
  }

  @Override
  public Attempt attempt(Delivery delivery) {
    try {
      return meaning(http.post(address, delivery.idempotencyKey(), links.resolve(delivery)));
    } catch (Unanswered e) {
      return Attempt.unanswered(name + ": " + e.getMessage());
    }
  }

  private Attempt meaning(OutgoingAnswer answer) {
    Optional<Duration> retryAfter =
        answer.retryAfter().flatMap(header -> RetryAfter.parse(header, clock.instant()));
    String excerpt = answer.status() <= 299 ? "" : Sentence.of(answer.excerpt());
    return Attempt.answered(
        answer.status(),
        retryAfter,
        name + ": HTTP " + answer.status() + (excerpt.isEmpty() ? "" : ": " + excerpt));
  }

  /** Nothing of its own is open. */
  @Override
  public void close() {}
}
