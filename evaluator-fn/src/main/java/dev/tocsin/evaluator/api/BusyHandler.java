package dev.tocsin.evaluator.api;

import dev.tocsin.evaluator.rules.RuleSetCache;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers requests with rules that did not get their turn. */
@Singleton
final class BusyHandler implements ExceptionHandler<RuleSetCache.Busy, HttpResponse<?>> {
  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<?> handle(HttpRequest request, RuleSetCache.Busy busy) {
    return ErrorShape.of(
        request,
        HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
            .header(HttpHeaders.RETRY_AFTER, Long.toString(RuleSetCache.PATIENCE.toSeconds())),
        ApiError.of("unavailable", String.valueOf(busy.getMessage())));
  }
}
