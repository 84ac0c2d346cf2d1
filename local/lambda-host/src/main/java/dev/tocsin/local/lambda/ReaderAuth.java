package dev.tocsin.local.lambda;

import dev.tocsin.core.access.Authentication;
import dev.tocsin.core.access.Principal;
import dev.tocsin.core.access.Role;
import dev.tocsin.local.http.Exchange;
import dev.tocsin.local.http.RequestRefused;
import dev.tocsin.platform.access.Authenticator;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Lets requests pass by their logins and tokens, before their bodies are read. */
final class ReaderAuth {
  private final Optional<Authenticator> authenticator;

  /** Without an authenticator everyone passes. */
  ReaderAuth(Optional<Authenticator> authenticator) {
    this.authenticator = authenticator;
  }

  /**
   * Lets a request pass if its route is open or its sender is known; a page is for those who may
   * read, an action for administrators, and a function asks for the role that it needs itself. Says
   * whether the sender is known, where logins are asked for at all.
   *
   * @throws RequestRefused when it does not pass
   * @throws IOException when its sender has gone
   */
  boolean pass(Exchange exchange, Router.Route route) throws IOException {
    if (route.isOpen()) {
      return false;
    }
    if (authenticator.isEmpty()) {
      return true;
    }
    Principal principal = principal(authenticator.get(), exchange);
    switch (route) {
      case Router.Route.Page page -> require(principal, Role.VIEWER, "may not read");
      case Router.Route.Action action ->
          require(principal, Role.ADMIN, "has not the role admin that this needs");
      case Router.Route.Function function -> {}
      case Router.Route.Feed feed -> {}
    }
    exchange.showedLogin();
    return true;
  }

  private static void require(Principal principal, Role role, String otherwise) {
    if (!principal.may(role)) {
      throw new RequestRefused(
          403, "Forbidden", "\"%s\" %s.".formatted(principal.name(), otherwise));
    }
  }

  private static Principal principal(Authenticator authenticator, Exchange exchange)
      throws IOException {
    String authorization = exchange.head().header("Authorization").orElse("");
    return switch (authenticator.check(authorization, sender(exchange))) {
      case Authentication.Known(Principal known) -> known;
      case Authentication.Missing missing -> throw unauthorized();
      case Authentication.Unknown unknown -> throw unauthorized();
      case Authentication.Limited(Duration after) ->
          throw new RequestRefused(
                  429, "Too Many Requests", "There were too many wrong logins; try again.")
              .retryAfter(after);
      case Authentication.Gone gone -> throw new IOException("the client has gone");
    };
  }

  private static RequestRefused unauthorized() {
    return new RequestRefused(401, "Unauthorized", "The login or token is missing or not known.")
        .with("WWW-Authenticate", "Basic realm=\"Tocsin\", charset=\"UTF-8\"");
  }

  private static Authenticator.Sender sender(Exchange exchange) {
    return new Authenticator.Sender() {
      @Override
      public String address() {
        return exchange.head().address();
      }

      @Override
      public boolean isGone() {
        return exchange.isGone();
      }
    };
  }
}
