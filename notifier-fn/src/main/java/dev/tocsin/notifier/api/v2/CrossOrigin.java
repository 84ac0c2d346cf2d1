package dev.tocsin.notifier.api.v2;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shares this API with pages of every site, as Alertmanager does: they may read it, and post to it,
 * but not delete. No browser sends a login that it remembers along with such requests, since the
 * answers do not allow that.
 */
@ServerFilter("/api/v2/**")
final class CrossOrigin implements Ordered {
  private static final Set<String> ALLOWED = Set.of("GET", "HEAD", "POST");

  /** Answers what a browser asks before it sends a request. */
  @RequestFilter
  @Nullable HttpResponse<?> preflight(HttpRequest<?> request) {
    String method = request.getHeaders().get(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    if (request.getMethod() != HttpMethod.OPTIONS || method == null) {
      return null;
    }
    MutableHttpResponse<?> answer = HttpResponse.noContent();
    answer.header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    if (ALLOWED.contains(method)) {
      answer
          .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
          .header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, method)
          .header(
              HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
              String.valueOf(request.getHeaders().get(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS)));
    }
    return answer;
  }

  @ResponseFilter
  void share(HttpRequest<?> request, MutableHttpResponse<?> response) {
    response.header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    if (request.getHeaders().contains(HttpHeaders.ORIGIN)) {
      response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
  }

  /** Before all that refuses requests. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
