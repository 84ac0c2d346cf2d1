package dev.tocsin.remediation.approval;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A refusal as RFC 9457 has it, without an {@code instance}: the same refusal is always the same
 * text.
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record Problem(String type, String title, int status, String detail) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, String title, String detail) {
    return new Problem("about:blank", title, status, detail);
  }
}
