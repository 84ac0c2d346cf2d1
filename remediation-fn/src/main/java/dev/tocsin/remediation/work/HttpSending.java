package dev.tocsin.remediation.work;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.remediation.AddressGuard;
import dev.tocsin.platform.http.OutgoingFailure;
import dev.tocsin.platform.http.OutgoingHttp;
import dev.tocsin.platform.http.OutgoingRequest;
import dev.tocsin.remediation.setting.RemediationSettings;
import io.micronaut.retry.annotation.Retryable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/**
 * The HTTP client of actions. It follows no redirect, and sends again only what never arrived, so
 * that an attempt is one request at most. Each has a connection of its own: one that its server has
 * closed meanwhile would cost an attempt.
 */
@Singleton
public class HttpSending {
  private final OutgoingHttp http;
  private final RemediationSettings settings;

  HttpSending(RemediationSettings settings, LimitHits hits) {
    this.settings = settings;
    this.http = OutgoingHttp.fresh(AddressGuard::refuses, () -> Limits.DEFAULT, hits);
  }

  /** No connection was made: the request certainly did not arrive. */
  static final class NotConnected extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotConnected(OutgoingFailure failure) {
      super("no connection: " + failure.sentence());
    }
  }

  /** The status of the answer, whose body is not read. */
  @Retryable(includes = NotConnected.class, attempts = "2", delay = "200ms", jitter = "0.2")
  public int send(OutgoingRequest request) throws InterruptedException, OutgoingFailure {
    try {
      return http.send(request, settings.connectTimeout(), settings.actionTimeout()).status();
    } catch (OutgoingFailure failure) {
      switch (failure.why()) {
        case NOT_CONNECTED, CONNECTING_TOO_LONG -> throw new NotConnected(failure);
        case HOST_UNKNOWN, ADDRESS_REFUSED, CONNECTION_LOST, ANSWER_TOO_LATE -> throw failure;
      }
      throw failure;
    }
  }

  @PreDestroy
  void close() {
    http.close();
  }
}
