package dev.tocsin.notifier.send.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.redaction.Redaction;
import dev.tocsin.platform.http.OutgoingAnswer;
import dev.tocsin.platform.http.OutgoingRequest;
import dev.tocsin.routing.config.HttpAuthentication.OAuth2;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A token for which the client's credentials are exchanged (RFC 6749, 4.4), kept until it is about
 * to expire. The client names itself in the header, and in the form where the server refuses that.
 */
final class OAuth2Token {
  private static final Duration AHEAD = Duration.ofSeconds(10);
  private static final String FORM = "application/x-www-form-urlencoded";

  private final OAuth2 settings;
  private final Credentials credentials;
  private final HttpClients clients;
  private final ObjectMapper json;
  private final InstantSource clock;
  private @Nullable Token kept;

  OAuth2Token(
      OAuth2 settings,
      Credentials credentials,
      HttpClients clients,
      ObjectMapper json,
      InstantSource clock) {
    this.settings = settings;
    this.credentials = credentials;
    this.clients = clients;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A token.
   *
   * @param until it is used; none for one that does not expire
   */
  private record Token(String value, Optional<Instant> until) {
    boolean isUsable(Instant now) {
      return until.filter(end -> !now.isBefore(end)).isEmpty();
    }
  }

  /** The token, fetched where there is none that can be used. Many ask; one fetches. */
  synchronized String value(Duration within) {
    Token token = kept;
    if (token == null || !token.isUsable(clock.instant())) {
      token = fetch(within);
      kept = token;
    }
    return token.value();
  }

  /** The server refuses this token: the next one who asks fetches another. */
  synchronized void refused(String value) {
    if (kept != null && kept.value().equals(value)) {
      kept = null;
    }
  }

  private Token fetch(Duration within) {
    String secret = settings.clientSecret().map(credentials::read).orElse("");
    OutgoingAnswer answer = post(Map.of("Authorization", basic(secret)), Map.of(), secret, within);
    if (answer.status() >= 400 && answer.status() <= 499) {
      Map<String, String> own = Map.of("client_id", settings.clientId(), "client_secret", secret);
      answer = post(Map.of(), own, secret, within);
    }
    if (answer.status() < 200 || answer.status() > 299) {
      throw new Unanswered("no token: the server of tokens answers HTTP " + answer.status());
    }
    return read(answer.excerpt());
  }

  private String basic(String secret) {
    String both = encoded(settings.clientId()) + ":" + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
  }

  private OutgoingAnswer post(
      Map<String, String> authorization, Map<String, String> own, String secret, Duration within) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    if (!settings.scopes().isEmpty()) {
      form.put("scope", String.join(" ", settings.scopes()));
    }
    form.putAll(settings.endpointParams());
    form.putAll(own);
    Map<String, String> headers = new LinkedHashMap<>(authorization);
    headers.put("Content-Type", FORM);
    headers.put("Accept", "application/json");
    return clients.send(
        new OutgoingRequest(
            "POST",
            Addresses.parse(settings.tokenUrl(), "the address of tokens"),
            headers,
            Optional.of(
                form.entrySet().stream()
                    .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&"))),
            Redaction.of(List.of(secret))),
        within);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private Token read(String body) {
    try {
      Map<String, Object> fields = json.readValue(body, Argument.mapOf(String.class, Object.class));
      if (fields != null && fields.get("access_token") instanceof String value) {
        Optional<Instant> until =
            fields.get("expires_in") instanceof Number seconds
                ? Optional.of(clock.instant().plusSeconds(seconds.longValue()).minus(AHEAD))
                : Optional.empty();
        return new Token(value, until);
      }
    } catch (IOException e) {
      // Said below; what it says may hold the token.
    }
    throw new Unanswered("no token: the server of tokens answers with something else");
  }
}
