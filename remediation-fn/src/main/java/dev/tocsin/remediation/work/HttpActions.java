package dev.tocsin.remediation.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.remediation.ActionRequest;
import dev.tocsin.core.remediation.AddressGuard;
import dev.tocsin.remediation.RemediationSettings;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.UUID;

/** Sends the requests of actions, once each, and says how it went. */
@Singleton
public class HttpActions {
  private static final String JSON = "application/json";

  private final BeanProvider<HttpSending> sending;
  private final RemediationSettings settings;

  HttpActions(BeanProvider<HttpSending> sending, RemediationSettings settings) {
    this.sending = sending;
    this.settings = settings;
  }

  /**
   * Sends a request.
   *
   * @param runId goes with it as {@code Idempotency-Key}, the same for every attempt of a run
   */
  ActionOutcome send(ActionRequest request, UUID runId) throws InterruptedException {
    try {
      for (InetAddress address : InetAddress.getAllByName(host(request))) {
        if (AddressGuard.refuses(address)) {
          return ActionOutcome.refused(
              "%s has the address %s, which is never called"
                  .formatted(host(request), address.getHostAddress()));
        }
      }
      return ActionOutcome.answered(sending.get().send(http(request, runId)));
    } catch (UnknownHostException unknown) {
      return ActionOutcome.notReached("the host %s is not known".formatted(host(request)));
    } catch (HttpSending.NotReached failed) {
      return ActionOutcome.notReached(String.valueOf(failed.getMessage()));
    } catch (HttpSending.NoAnswer failed) {
      return ActionOutcome.noAnswer(String.valueOf(failed.getMessage()));
    }
  }

  private static String host(ActionRequest request) {
    return request.uri().getHost();
  }

  private HttpRequest http(ActionRequest request, UUID runId) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .timeout(settings.actionTimeout())
            .method(
                request.method(),
                request
                    .body()
                    .map(text -> BodyPublishers.ofString(text, UTF_8))
                    .orElseGet(BodyPublishers::noBody));
    boolean typed =
        request.headers().keySet().stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals("content-type"));
    if (request.body().isPresent() && !typed) {
      builder.header("Content-Type", JSON);
    }
    request.headers().forEach(builder::header);
    return builder
        .header("Idempotency-Key", runId.toString())
        .header("User-Agent", "tocsin")
        .build();
  }
}
