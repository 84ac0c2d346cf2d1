package dev.tocsin.notifier.send;

import dev.tocsin.core.deadletter.Sentence;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.send.Unanswered.ConnectionLost;
import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One POST over HTTP 1.1, bounded in time and size. Redirects are not followed. */
@Singleton
class HttpCall {
  private final HttpClient client;
  private final NotifierConfiguration configuration;

  HttpCall(NotifierConfiguration configuration) {
    this.configuration = configuration;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(configuration.settings().connectTimeout())
            .build();
  }

  /**
   * Sends JSON and waits for the whole answer. A connection that is lost is made anew at once,
   * twice at most: a restarted receiver is no reason to wait. All else is for the caller.
   *
   * @throws Unanswered when none came
   */
  @Retryable(includes = ConnectionLost.class, attempts = "2", delay = "50ms", multiplier = "2")
  HttpAnswer post(URI address, UUID idempotencyKey, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey.toString())
            .header("User-Agent", "tocsin")
            .POST(BodyPublishers.ofString(json))
            .build();
    Duration timeout = configuration.sending().timeout();
    CompletableFuture<HttpResponse<String>> exchange =
        client.sendAsync(request, head -> new BoundedBody());
    try {
      HttpResponse<String> response = exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new HttpAnswer(
          response.statusCode(), response.headers().firstValue("Retry-After"), response.body());
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new Unanswered("no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new Unanswered("interrupted");
    } catch (ExecutionException e) {
      throw lost(e.getCause() == null ? e : e.getCause());
    }
  }

  private static Unanswered lost(Throwable cause) {
    String what = Sentence.of(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    return switch (cause) {
      case HttpConnectTimeoutException late -> new Unanswered("connecting took too long");
      case ConnectException refused -> new ConnectionLost("connection refused");
      case IOException broken -> new ConnectionLost("connection lost: " + what);
      default -> new Unanswered(what);
    };
  }
}
