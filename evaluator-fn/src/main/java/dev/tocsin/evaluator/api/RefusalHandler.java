package dev.tocsin.evaluator.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers requests that a controller refuses. */
@Singleton
final class RefusalHandler implements ExceptionHandler<ApiRefused, HttpResponse<?>> {
  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<?> handle(HttpRequest request, ApiRefused refused) {
    return ErrorShape.of(request, HttpResponse.status(refused.status()), refused.body());
  }
}
