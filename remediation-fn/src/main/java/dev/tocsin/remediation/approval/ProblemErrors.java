package dev.tocsin.remediation.approval;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** What the framework itself refuses (no such address, method not allowed), as problems too. */
@Singleton
@Primary
final class ProblemErrors implements ErrorResponseProcessor<String> {
  private final Replies replies;

  ProblemErrors(Replies replies) {
    this.replies = replies;
  }

  /** Keeps what stands in the headers, such as the methods that are allowed. */
  @Override
  public MutableHttpResponse<String> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpResponse<String> problem =
        replies.problem(response.code(), response.reason(), detail(response.code()));
    problem.getHeaders().forEach((name, values) -> values.forEach(v -> response.header(name, v)));
    return response.body(problem.body());
  }

  private static String detail(int status) {
    return switch (status) {
      case 404 -> "there is nothing at this address";
      case 405 -> "an approval takes GET and POST";
      case 413 -> "the body is longer than 64 KiB";
      default -> status < 500 ? "the request cannot be understood" : "something broke; try again";
    };
  }
}
