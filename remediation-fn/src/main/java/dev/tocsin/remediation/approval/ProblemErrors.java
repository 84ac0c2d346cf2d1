package dev.tocsin.remediation.approval;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/**
 * What the framework itself refuses (no such address, method not allowed), as all else is refused.
 */
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
    HttpResponse<String> refused =
        replies.refused(context.getRequest(), ApprovalError.ofStatus(response.code()));
    refused.getHeaders().forEach((name, values) -> values.forEach(v -> response.header(name, v)));
    return response.body(refused.body());
  }
}
