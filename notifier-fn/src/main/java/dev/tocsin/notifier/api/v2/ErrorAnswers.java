package dev.tocsin.notifier.api.v2;

import dev.tocsin.platform.access.ErrorSentence;
import dev.tocsin.platform.access.ProblemDocument;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/**
 * What filters and the framework refuse: one JSON text below {@code /api/v2}, as its clients read
 * refusals, and problem documents elsewhere.
 */
@Singleton
@Primary
final class ErrorAnswers implements ErrorResponseProcessor<Object> {
  @Override
  @SuppressWarnings("unchecked")
  public MutableHttpResponse<Object> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    String said = context.getErrors().stream().findFirst().map(Error::getMessage).orElse("");
    String sentence = ErrorSentence.of(response.code(), said);
    MutableHttpResponse<?> answer =
        context.getRequest().getPath().startsWith("/api/v2/")
            ? Answers.sentence(response, sentence)
            : ProblemDocument.answer(response, sentence);
    return (MutableHttpResponse<Object>) answer;
  }
}
