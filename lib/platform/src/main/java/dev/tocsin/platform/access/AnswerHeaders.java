package dev.tocsin.platform.access;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.servlet.http.ServletHttpRequest;

/**
 * Headers of every answer of the API, refusals too: this filter is outside of the one that refuses.
 */
@ServerFilter("/api/**")
@Requires(classes = ServletHttpRequest.class)
final class AnswerHeaders implements Ordered {
  /** The attribute of a request that is refused for a while: the seconds. */
  static final String RETRY_AFTER = "dev.tocsin.retry-after";

  @ResponseFilter
  void complete(HttpRequest<?> request, MutableHttpResponse<?> response) {
    request
        .getAttribute(RETRY_AFTER, Long.class)
        .ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    if (response.code() == HttpStatus.UNAUTHORIZED.getCode()) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Tocsin\", charset=\"UTF-8\"");
    }
    response.header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
