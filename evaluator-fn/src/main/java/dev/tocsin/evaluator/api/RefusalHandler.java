package dev.tocsin.evaluator.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers requests that a controller refuses. */
@Singleton
final class RefusalHandler implements ExceptionHandler<ApiRefused, HttpResponse<ApiError>> {
  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<ApiError> handle(HttpRequest request, ApiRefused refused) {
    return HttpResponse.<ApiError>status(refused.status())
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(refused.body());
  }
}
