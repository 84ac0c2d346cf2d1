package dev.tocsin.remediation.work;

import dev.tocsin.core.remediation.ActionRequest;
import dev.tocsin.platform.http.OutgoingFailure;
import dev.tocsin.platform.http.OutgoingRequest;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Sends the requests of actions, once each, and says how it went. */
@Singleton
class HttpActions {
  private static final String JSON = "application/json";

  private final BeanProvider<HttpSending> sending;

  HttpActions(BeanProvider<HttpSending> sending) {
    this.sending = sending;
  }

  /**
   * Sends a request.
   *
   * @param runId goes with it as {@code Idempotency-Key}, the same for every attempt of a run
   */
  ActionOutcome send(ActionRequest request, UUID runId) throws InterruptedException {
    try {
      return ActionOutcome.answered(sending.get().send(outgoing(request, runId)));
    } catch (HttpSending.NotConnected failed) {
      return ActionOutcome.notReached(String.valueOf(failed.getMessage()));
    } catch (OutgoingFailure failed) {
      return switch (failed.why()) {
        case ADDRESS_REFUSED -> ActionOutcome.refused(failed.sentence());
        case HOST_UNKNOWN, NOT_CONNECTED, CONNECTING_TOO_LONG ->
            ActionOutcome.notReached(failed.sentence());
        case ANSWER_TOO_LATE -> ActionOutcome.noAnswer(failed.sentence());
        case CONNECTION_LOST ->
            ActionOutcome.noAnswer("the connection broke: " + failed.sentence());
      };
    }
  }

  private static OutgoingRequest outgoing(ActionRequest request, UUID runId) {
    Map<String, String> headers = new LinkedHashMap<>();
    boolean typed =
        request.headers().keySet().stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals("content-type"));
    if (request.body().isPresent() && !typed) {
      headers.put("Content-Type", JSON);
    }
    headers.putAll(request.headers());
    headers.put("Idempotency-Key", runId.toString());
    headers.put("User-Agent", "tocsin");
    return new OutgoingRequest(
        request.method(), request.uri(), headers, request.body(), request.redaction());
  }
}
