package dev.tocsin.evaluator.api;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** What the framework itself refuses (no such address, method not allowed), in the same shape. */
@Singleton
@Primary
final class FrameworkErrors implements ErrorResponseProcessor<ApiError> {
  @Override
  public MutableHttpResponse<ApiError> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    return response.body(body(context, response.code())).contentType(MediaType.APPLICATION_JSON);
  }

  private static ApiError body(ErrorContext context, int status) {
    return switch (status) {
      case 401 -> ApiError.of("unauthorized", message(context, "credentials are missing or wrong"));
      case 403 -> ApiError.of("forbidden", message(context, "this is not allowed to you"));
      case 404 -> ApiError.of("not_found", "there is nothing at this address");
      case 405 -> ApiError.of("bad_data", "this address does not take this method");
      case 503 -> ApiError.of("unavailable", message(context, "not now; try again"));
      default ->
          status < 500
              ? ApiError.of("bad_data", message(context, "the request cannot be understood"))
              : ApiError.of("internal", "something broke; try again");
    };
  }

  private static String message(ErrorContext context, String otherwise) {
    return context.getErrors().stream()
        .findFirst()
        .map(Error::getMessage)
        .filter(text -> !text.isBlank())
        .map(text -> text.endsWith("Empty body") ? "there is no body" : text)
        .orElse(otherwise);
  }
}
