package dev.tocsin.notifier.send;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.send.http.QuickRetries;
import dev.tocsin.notifier.send.http.Unanswered;
import dev.tocsin.platform.http.OutgoingAnswer;
import dev.tocsin.platform.http.OutgoingHttp;
import dev.tocsin.platform.http.OutgoingRequest;
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
  private final QuickRetries retries;
  private final NotifierConfiguration configuration;

  HttpCall(NotifierConfiguration configuration, QuickRetries retries, LimitHits hits) {
    this.configuration = configuration;
    this.retries = retries;
    this.http = OutgoingHttp.reusing(configuration::limits, hits);
  }

  /**
   * Sends JSON and waits for the whole answer.
   *
   * @throws Unanswered when none came
   */
  OutgoingAnswer post(URI address, UUID idempotencyKey, LinkedBody body) {
    Map<String, String> headers =
        Map.of(
            "Content-Type", "application/json",
            "Idempotency-Key", idempotencyKey.toString(),
            "User-Agent", "tocsin");
    return retries.send(
        http,
        new OutgoingRequest("POST", address, headers, Optional.of(body.json()), body.redaction()),
        configuration.settings().connectTimeout(),
        configuration.sending().timeout());
  }

  @PreDestroy
  void close() {
    http.close();
  }
}
