package dev.tocsin.platform.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A refusal as RFC 9457 has it, without an {@code instance}: the same refusal is always the same
 * text.
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ProblemDocument(String type, String title, int status, String detail) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public static ProblemDocument of(int status, String title, String detail) {
    return new ProblemDocument("about:blank", title, status, detail);
  }

  /** An answer with its own status and headers, whose body is the problem. */
  public static MutableHttpResponse<ProblemDocument> answer(
      MutableHttpResponse<?> response, String detail) {
    return response.body(of(response.code(), response.reason(), detail)).contentType(MEDIA_TYPE);
  }
}
