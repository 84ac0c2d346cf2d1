package dev.tocsin.platform.access;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.servlet.http.ServletHttpRequest;
import jakarta.inject.Singleton;

/**
 * What filters and the framework itself refuse (no such address, method not allowed), as a problem
 * document. A function that also answers otherwise has a primary bean of its own.
 */
@Singleton
@Requires(classes = ServletHttpRequest.class)
final class ProblemErrors implements ErrorResponseProcessor<ProblemDocument> {
  @Override
  public MutableHttpResponse<ProblemDocument> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    return ProblemDocument.answer(response, sentence(context, response.code()));
  }

  private static String sentence(ErrorContext context, int status) {
    return ErrorSentence.of(
        status, context.getErrors().stream().findFirst().map(Error::getMessage).orElse(""));
  }
}
