package dev.tocsin.evaluator.api;

import dev.tocsin.evaluator.rules.RuleSetCache;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers requests with rules that did not get their turn. */
@Singleton
final class BusyHandler implements ExceptionHandler<RuleSetCache.Busy, HttpResponse<ApiError>> {
  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<ApiError> handle(HttpRequest request, RuleSetCache.Busy busy) {
    return HttpResponse.<ApiError>status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(RuleSetCache.PATIENCE.toSeconds()))
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(ApiError.of("unavailable", String.valueOf(busy.getMessage())));
  }
}
