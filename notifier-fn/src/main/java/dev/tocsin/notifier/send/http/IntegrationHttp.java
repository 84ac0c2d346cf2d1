package dev.tocsin.notifier.send.http;

import dev.tocsin.core.redaction.Redaction;
import dev.tocsin.platform.http.OutgoingAnswer;
import dev.tocsin.platform.http.OutgoingRequest;
import dev.tocsin.routing.config.HttpHeader;
import dev.tocsin.routing.config.HttpSettings;
import dev.tocsin.routing.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sends the requests of one integration over HTTP 1.1, as its {@code http_config} says. A server
 * that could do HTTP/2 is spoken to in HTTP 1.1 too.
 */
public final class IntegrationHttp implements AutoCloseable {
  /** Bytes of an answer's body that are kept. */
  private static final int KEPT = 1_024;

  private static final int UNAUTHORIZED = 401;

  private final HttpSettings settings;
  private final Credentials credentials;
  private final HttpClients clients;
  private final Authentication authentication;
  private final HttpContext context;

  public IntegrationHttp(HttpSettings settings, Origin origin, HttpContext context) {
    this.settings = settings;
    this.credentials = new Credentials(origin.folder());
    this.clients = new HttpClients(settings.tls(), settings.proxy(), origin, KEPT, context);
    this.authentication = new Authentication(settings.authentication(), origin, context);
    this.context = context;
  }

  /**
   * Posts a body and waits for the last answer.
   *
   * @param headers beside those of the configuration
   * @param longest of one request; zero leaves it to the notifier's own setting
   * @throws Unanswered when none came
   */
  public OutgoingAnswer post(
      URI address, Map<String, String> headers, String body, Duration longest) {
    Duration within = context.within(longest);
    Optional<String> authorization = authentication.header(address, within);
    OutgoingAnswer answer = post(address, headers, authorization, body, within);
    if (answer.status() == UNAUTHORIZED
        && authorization.filter(authentication::refused).isPresent()) {
      return post(address, headers, authentication.header(address, within), body, within);
    }
    return answer;
  }

  private OutgoingAnswer post(
      URI address,
      Map<String, String> headers,
      Optional<String> authorization,
      String body,
      Duration within) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    settings.headers().forEach(header -> all.put(header.name(), value(header)));
    authorization.ifPresent(value -> all.put("Authorization", value));
    OutgoingRequest request =
        new OutgoingRequest(
            "POST", address, all, Optional.of(body), redaction(address, authorization));
    OutgoingAnswer answer = clients.send(request, within);
    return settings.followRedirects()
        ? new Redirects(clients).follow(request, answer, within)
        : answer;
  }

  /** Several values as one, which means the same (RFC 9110, 5.3). */
  private String value(HttpHeader header) {
    List<String> values = new ArrayList<>(header.values());
    header.secrets().forEach(secret -> values.add(secret.value()));
    header.files().forEach(file -> values.add(credentials.read(file)));
    return String.join(", ", values);
  }

  private Redaction redaction(URI address, Optional<String> authorization) {
    Stream<String> ofAddress =
        Stream.of(address.getRawPath(), address.getRawQuery(), address.getRawUserInfo())
            .flatMap(part -> Optional.ofNullable(part).stream())
            .filter(part -> part.length() > 1);
    Stream<String> ofHeaders =
        settings.headers().stream()
            .flatMap(header ->
                Stream.concat(
                    header.secrets().stream().map(Secret::value),
                    header.files().stream().map(credentials::read)));
    return Redaction.of(
        Stream.of(
                ofAddress, ofHeaders, authorization.stream(), clients.proxies().secrets().stream())
            .flatMap(secrets -> secrets)
            .toList());
  }

  @Override
  public void close() {
    clients.close();
  }
}
