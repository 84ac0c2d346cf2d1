package dev.tocsin.evaluator.api;

import dev.tocsin.platform.access.ErrorSentence;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/**
 * What the framework itself refuses (no such address, method not allowed), as {@link ErrorShape}.
 */
@Singleton
@Primary
final class FrameworkErrors implements ErrorResponseProcessor<Object> {
  @Override
  public MutableHttpResponse<Object> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    String said = context.getErrors().stream().findFirst().map(Error::getMessage).orElse("");
    return ErrorShape.of(
        context.getRequest(),
        response,
        ApiError.of(kind(response.code()), ErrorSentence.of(response.code(), said)));
  }

  private static String kind(int status) {
    return switch (status) {
      case 404 -> "not_found";
      case 503 -> "unavailable";
      default -> status < 500 ? "bad_data" : "internal";
    };
  }
}
