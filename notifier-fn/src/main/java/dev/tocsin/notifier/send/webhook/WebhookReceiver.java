package dev.tocsin.notifier.send.webhook;

import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.deadletter.Sentence;
import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.RetryAfter;
import dev.tocsin.notifier.send.IntegrationKind.OpenReceiver;
import dev.tocsin.notifier.send.http.Addresses;
import dev.tocsin.notifier.send.http.Credentials;
import dev.tocsin.notifier.send.http.HttpContext;
import dev.tocsin.notifier.send.http.IntegrationHttp;
import dev.tocsin.notifier.send.http.Origin;
import dev.tocsin.notifier.send.http.Unanswered;
import dev.tocsin.platform.http.OutgoingAnswer;
import dev.tocsin.routing.config.WebhookSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Posts deliveries to the address of a webhook, which is a secret but for its host. */
final class WebhookReceiver implements OpenReceiver {
  private static final String AGENT = "Tocsin/0.1.0";
  private static final int LONGEST_EXCERPT = 200;

  private final String name;
  private final WebhookSettings settings;
  private final Credentials credentials;
  private final IntegrationHttp http;
  private final HttpContext context;

  WebhookReceiver(String name, WebhookSettings settings, Origin origin, HttpContext context) {
    this.name = name;
    this.settings = settings;
    this.credentials = new Credentials(origin.folder());
    this.http = new IntegrationHttp(settings.http(), origin, context);
    this.context = context;
  }

  @Override
  public String name() {
    return name;
  }

  /** While the address cannot be read there is no host, and the receiver is on its own. */
  @Override
  public Destination destination() {
    try {
      return Destination.of(address());
    } catch (Unanswered unreadable) {
      return new Destination(name);
    }
  }

  private URI address() {
    return Addresses.parse(credentials.read(settings.url()), "its url");
  }

  @Override
  public Attempt attempt(Delivery delivery) {
    try {
      return meaning(post(delivery));
    } catch (Unanswered e) {
      return Attempt.unanswered(name + ": " + e.getMessage());
    }
  }

  private OutgoingAnswer post(Delivery delivery) {
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            delivery.idempotencyKey().toString(),
            "User-Agent",
            AGENT);
    return http.post(address(), headers, delivery.body(), settings.timeout());
  }

  private Attempt meaning(OutgoingAnswer answer) {
    Optional<Duration> retryAfter =
        answer.retryAfter().flatMap(header -> RetryAfter.parse(header, context.clock().instant()));
    return Attempt.answered(answer.status(), retryAfter, detail(answer));
  }

  private String detail(OutgoingAnswer answer) {
    String status = name + ": HTTP " + answer.status();
    if (answer.status() <= 299 || answer.excerpt().isBlank()) {
      return status;
    }
    String excerpt = Sentence.of(answer.excerpt());
    int end =
        excerpt.offsetByCodePoints(
            0, Math.min(LONGEST_EXCERPT, excerpt.codePointCount(0, excerpt.length())));
    return status + ": " + excerpt.substring(0, end);
  }

  @Override
  public void close() {
    http.close();
  }
}
