package dev.tocsin.notifier.send.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.routing.config.HttpAuthentication;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code Authorization} header of an integration's requests. */
final class Authentication {
  private static final int KEPT_OF_TOKENS = 65_536;

  private final HttpAuthentication settings;
  private final Credentials credentials;
  private final @Nullable OAuth2Token token;

  Authentication(HttpAuthentication settings, Origin origin, HttpContext context) {
    this.settings = settings;
    this.credentials = new Credentials(origin.folder());
    this.token =
        settings instanceof HttpAuthentication.OAuth2 oauth
            ? new OAuth2Token(
                oauth,
                credentials,
                new HttpClients(oauth.tls(), oauth.proxy(), origin, KEPT_OF_TOKENS, context),
                context.json(),
                context.clock())
            : null;
  }

  /** The header's value; where the configuration has none, the user in the address counts. */
  Optional<String> header(URI address, Duration within) {
    return switch (settings) {
      case HttpAuthentication.None none ->
          Optional.ofNullable(address.getUserInfo()).map(Authentication::basic);
      case HttpAuthentication.Basic basic ->
          Optional.of(
              basic(
                  basic.username().map(credentials::read).orElse("")
                      + ":"
                      + basic.password().map(credentials::read).orElse("")));
      case HttpAuthentication.Authorization named ->
          named.credentials().map(credentials::read).map(value -> named.type() + " " + value);
      case HttpAuthentication.OAuth2 oauth ->
          Optional.ofNullable(token).map(fetched -> "Bearer " + fetched.value(within));
    };
  }

  /**
   * The server refused this header.
   *
   * @return whether another one may be had, so that a second try is worth it
   */
  boolean refused(String header) {
    if (token == null) {
      return false;
    }
    token.refused(header.substring("Bearer ".length()));
    return true;
  }

  private static String basic(String both) {
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
  }
}
