package dev.tocsin.notifier.send.http;

import dev.tocsin.notifier.send.http.Unanswered.ConnectionLost;
import dev.tocsin.platform.http.OutgoingAnswer;
import dev.tocsin.platform.http.OutgoingFailure;
import dev.tocsin.platform.http.OutgoingHttp;
import dev.tocsin.platform.http.OutgoingRequest;
import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Sends a request that its receiver knows again by its key. */
@Singleton
public class QuickRetries {
  /**
   * Sends a request and waits for the whole answer. A connection that is lost is made anew at once,
   * twice at most: a restarted receiver is no reason to wait. All else is for the caller.
   *
   * @param connecting longest time until the request can be sent
   * @param total longest time until the answer is there
   * @throws Unanswered when none came
   */
  @Retryable(includes = ConnectionLost.class, attempts = "2", delay = "50ms", multiplier = "2")
  public OutgoingAnswer send(
      OutgoingHttp http, OutgoingRequest request, Duration connecting, Duration total) {
    try {
      return http.send(request, connecting, total);
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
}
