package dev.tocsin.notifier.send.http;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.platform.http.OutgoingAnswer;
import dev.tocsin.platform.http.OutgoingHttp;
import dev.tocsin.platform.http.OutgoingRequest;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** What all clients of integrations share. */
@Singleton
public class HttpContext {
  private final NotifierConfiguration configuration;
  private final AddressPolicy addresses;
  private final QuickRetries retries;
  private final LimitHits hits;
  private final ObjectMapper json;
  private final InstantSource clock;

  HttpContext(
      NotifierConfiguration configuration,
      AddressPolicy addresses,
      QuickRetries retries,
      LimitHits hits,
      ObjectMapper json,
      InstantSource clock) {
    this.configuration = configuration;
    this.addresses = addresses;
    this.retries = retries;
    this.hits = hits;
    this.json = json;
    this.clock = clock;
  }

  /** A request's longest time: that of the notifier, or the integration's own if it is shorter. */
  Duration within(Duration own) {
    Duration most = configuration.sending().timeout();
    return own.isZero() || own.compareTo(most) > 0 ? most : own;
  }

  OutgoingAnswer send(OutgoingHttp http, OutgoingRequest request, Duration within) {
    return retries.send(http, request, configuration.settings().connectTimeout(), within);
  }

  Limits limits() {
    return configuration.limits();
  }

  AddressPolicy addresses() {
    return addresses;
  }

  LimitHits hits() {
    return hits;
  }

  ObjectMapper json() {
    return json;
  }

  public InstantSource clock() {
    return clock;
  }

  Map<String, String> environment() {
    return System.getenv();
  }
}
