package dev.tocsin.notifier.api.v2;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers {@link BadRequest}. */
@Singleton
final class BadRequestAnswers implements ExceptionHandler<BadRequest, HttpResponse<?>> {
  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<?> handle(HttpRequest request, BadRequest refused) {
    return Answers.refusal(refused.sentence());
  }
}
