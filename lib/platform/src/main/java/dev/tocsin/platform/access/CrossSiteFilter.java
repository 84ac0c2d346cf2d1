package dev.tocsin.platform.access;

import dev.tocsin.core.access.AnyOrigin;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.cors.CorsFilter;
import io.micronaut.servlet.http.ServletHttpRequest;
import io.micronaut.web.router.RouteAttributes;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what pages of other sites would change, before a browser asks a person for a login. It
 * stands in the place of Micronaut's filter for CORS, which would also refuse the form of an
 * approval page: no route is shared with other sites, so that no answer has a header of CORS.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Replaces(CorsFilter.class)
@Requires(classes = ServletHttpRequest.class)
final class CrossSiteFilter implements Ordered {
  private final Optional<URI> publicUrl;
  private final RefusalLog refusals;

  CrossSiteFilter(AccessSettings settings, RefusalLog refusals) {
    this.refusals = refusals;
    this.publicUrl = Optional.ofNullable(settings.publicUrl());
  }

  @RequestFilter
  @Nullable HttpResponse<?> check(HttpRequest<?> request) {
    RequestOrigin from =
        new RequestOrigin(
            request.getHeaders().getAll(HttpHeaders.ORIGIN),
            request.getHeaders().getAll(RequestOrigin.FETCH_SITE),
            Optional.ofNullable(request.getHeaders().get(HttpHeaders.HOST)));
    return CrossSitePolicy.refusal(request.getMethodName(), anyOrigin(request), from, publicUrl)
        .map(why -> refused(request, why))
        .orElse(null);
  }

  private HttpResponse<?> refused(HttpRequest<?> request, String why) {
    refusals.add(request, why);
    return ProblemDocument.answer(HttpResponse.status(HttpStatus.FORBIDDEN), why);
  }

  private static boolean anyOrigin(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .filter(route -> route.getAnnotationMetadata().hasAnnotation(AnyOrigin.class))
        .isPresent();
  }

  /** Before the login is checked, and within the headers of every answer. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 1;
  }
}
