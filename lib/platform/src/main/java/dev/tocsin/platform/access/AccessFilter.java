package dev.tocsin.platform.access;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import dev.tocsin.core.access.Authentication;
import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Principal;
import dev.tocsin.core.access.Role;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.servlet.http.ServletHttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request reach its method only if whoever sends it has the role that the method {@link
 * Needs}; a method that does not say needs {@link Role#ADMIN}. Pages outside {@code /api} look
 * after themselves.
 */
@ServerFilter("/api/**")
@Requires(classes = ServletHttpRequest.class)
final class AccessFilter {
  private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);
  private static final String PRINCIPAL = "dev.tocsin.principal";

  /** Whoever is on this host, where nobody else can ask. */
  private static final Principal LOCAL = Principal.withAllRoles("local");

  private final AccessSettings settings;
  private final Authenticator authenticator;
  private final RefusalLog refusals;

  AccessFilter(AccessSettings settings, Authenticator authenticator, RefusalLog refusals) {
    this.settings = settings;
    this.authenticator = authenticator;
    this.refusals = refusals;
  }

  /** Who sends a request that has passed. */
  static Principal principal(HttpRequest<?> request) {
    return request
        .getAttribute(PRINCIPAL, Principal.class)
        .orElseThrow(() -> new IllegalStateException("the request has passed no filter"));
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    try {
      pass(request);
    } catch (HttpStatusException refused) {
      if (refused.getStatus() != HttpStatus.SERVICE_UNAVAILABLE) {
        refusals.add(request, String.valueOf(refused.getMessage()));
      }
      throw refused;
    }
  }

  private void pass(HttpRequest<?> request) {
    Principal principal =
        switch (settings.access()) {
          case OPEN -> LOCAL;
          case IAM ->
              signer(request)
                  .orElseThrow(() ->
                      new HttpStatusException(
                          HttpStatus.UNAUTHORIZED,
                          "API Gateway has checked no signature of this request"));
          case CREDENTIALS -> login(request);
        };
    request.setAttribute(PRINCIPAL, principal);
    RouteAttributes.getRouteMatch(request)
        .map(AccessFilter::needed)
        .ifPresent(role -> require(role, principal));
  }

  /** A request that does not reach its method, as far as its sender is known. */
  static RefusalLog.Refused refused(HttpRequest<?> request) {
    return new RefusalLog.Refused(
        request.getMethodName(),
        request.getPath(),
        address(request),
        request
            .getAttribute(PRINCIPAL, Principal.class)
            .map(principal -> RefusalLog.known(principal.name()))
            .orElseGet(() -> RefusalLog.claimed(authorization(request))));
  }

  private static Role needed(RouteMatch<?> route) {
    return route.getAnnotationMetadata().enumValue(Needs.class, Role.class).orElse(Role.ADMIN);
  }

  private static void require(Role needed, Principal principal) {
    if (!principal.may(needed)) {
      throw new HttpStatusException(
          HttpStatus.FORBIDDEN,
          "\"%s\" has not the role %s that this needs".formatted(principal.name(), needed.code()));
    }
  }

  /** IAM has let it pass: what it may do is what it reaches. */
  private static Optional<Principal> signer(HttpRequest<?> request) {
    return identity(request).map(RequestIdentity::getUserArn).map(Principal::withAllRoles);
  }

  private static Optional<RequestIdentity> identity(HttpRequest<?> request) {
    return request instanceof ServletHttpRequest<?, ?> servlet
            && servlet.getNativeRequest() instanceof APIGatewayProxyRequestEvent event
        ? Optional.ofNullable(event.getRequestContext())
            .map(APIGatewayProxyRequestEvent.ProxyRequestContext::getIdentity)
        : Optional.empty();
  }

  private Principal login(HttpRequest<?> request) {
    return switch (checked(authorization(request), address(request))) {
      case Authentication.Known(Principal principal) -> principal;
      case Authentication.Missing missing ->
          throw new HttpStatusException(
              HttpStatus.UNAUTHORIZED,
              "credentials are missing: send a login (Basic) or a token (Bearer)");
      case Authentication.Unknown unknown ->
          throw new HttpStatusException(HttpStatus.UNAUTHORIZED, "the login or token is not known");
      case Authentication.Limited(Duration after) -> {
        request.setAttribute(AnswerHeaders.RETRY_AFTER, Math.max(1, after.toSeconds()));
        throw new HttpStatusException(
            HttpStatus.TOO_MANY_REQUESTS, "there were too many wrong logins; try again");
      }
      case Authentication.Gone gone -> throw unreadable();
    };
  }

  private static String authorization(HttpRequest<?> request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION)).orElse("");
  }

  private static String address(HttpRequest<?> request) {
    return identity(request).map(RequestIdentity::getSourceIp).orElse("");
  }

  private Authentication checked(String authorization, String address) {
    try {
      return authenticator.check(authorization, Authenticator.Sender.at(address));
    } catch (RuntimeException unreadable) {
      LOG.warn("no request can be checked: {}", unreadable.toString());
      throw unreadable();
    }
  }

  private static HttpStatusException unreadable() {
    return new HttpStatusException(
        HttpStatus.SERVICE_UNAVAILABLE, "the credentials cannot be read now; try again");
  }
}
