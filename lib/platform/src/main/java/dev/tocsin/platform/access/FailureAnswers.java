package dev.tocsin.platform.access;

import dev.tocsin.core.failure.Outage;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.servlet.http.ServletHttpRequest;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests that failed: at an outage with 503 and a line in the log, otherwise with 500 and
 * a trace.
 */
@Singleton
@Requires(classes = ServletHttpRequest.class)
final class FailureAnswers implements ExceptionHandler<RuntimeException, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(FailureAnswers.class);

  private final ErrorResponseProcessor<?> bodies;

  FailureAnswers(ErrorResponseProcessor<?> bodies) {
    this.bodies = bodies;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<?> handle(HttpRequest request, RuntimeException failure) {
    String asked = request.getMethodName() + " " + request.getPath();
    if (Outage.orItself(failure) instanceof Outage outage) {
      LOG.warn("{} cannot be answered now: {}", asked, outage.getMessage());
      return answer(request, HttpStatus.SERVICE_UNAVAILABLE, "what is needed is away; try again");
    }
    LOG.error("{} failed", asked, failure);
    return answer(request, HttpStatus.INTERNAL_SERVER_ERROR, "Internal Server Error");
  }

  private HttpResponse<?> answer(HttpRequest<?> request, HttpStatus status, String why) {
    return bodies.processResponse(
        ErrorContext.builder(request).errorMessage(why).build(), HttpResponse.status(status));
  }
}
