package dev.tocsin.notifier.send;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.send.Unanswered.ConnectionLost;
import dev.tocsin.platform.http.OutgoingAnswer;
import dev.tocsin.platform.http.OutgoingFailure;
import dev.tocsin.platform.http.OutgoingHttp;
import dev.tocsin.platform.http.OutgoingRequest;
import io.micronaut.retry.annotation.Retryable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One POST over HTTP 1.1, bounded in time and size. Redirects are not followed. */
@Singleton
class HttpCall {
  private final OutgoingHttp http;
  private final NotifierConfiguration configuration;

  HttpCall(NotifierConfiguration configuration, LimitHits hits) {
    this.configuration = configuration;
    this.http = OutgoingHttp.reusing(configuration::limits, hits);
  }

  /**
   * Sends JSON and waits for the whole answer. A connection that is lost is made anew at once,
   * twice at most: a restarted receiver is no reason to wait. All else is for the caller.
   *
   * @throws Unanswered when none came
   */
  @Retryable(includes = ConnectionLost.class, attempts = "2", delay = "50ms", multiplier = "2")
  OutgoingAnswer post(URI address, UUID idempotencyKey, LinkedBody body) {
    Map<String, String> headers =
        Map.of(
            "Content-Type", "application/json",
            "Idempotency-Key", idempotencyKey.toString(),
            "User-Agent", "tocsin");
    try {
      return http.send(
          new OutgoingRequest("POST", address, headers, Optional.of(body.json()), body.redaction()),
          configuration.settings().connectTimeout(),
          configuration.sending().timeout());
    } catch (OutgoingFailure failure) {
      throw unanswered(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unanswered("interrupted");
    }
  }

  private static Unanswered unanswered(OutgoingFailure failure) {
    String what = failure.sentence();
    return switch (failure.why()) {
      case CONNECTING_TOO_LONG, ANSWER_TOO_LATE, ADDRESS_REFUSED -> new Unanswered(what);
      case HOST_UNKNOWN -> new ConnectionLost(what);
      case NOT_CONNECTED -> new ConnectionLost("no connection: " + what);
      case CONNECTION_LOST -> new ConnectionLost("connection lost: " + what);
    };
  }

  @PreDestroy
  void close() {
    http.close();
  }
}
