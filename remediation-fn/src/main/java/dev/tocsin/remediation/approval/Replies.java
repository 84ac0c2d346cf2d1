package dev.tocsin.remediation.approval;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers whose address holds a secret: never stored, never named to another site. */
@Singleton
class Replies {
  private final ObjectMapper json;

  Replies(ObjectMapper json) {
    this.json = json;
  }

  MutableHttpResponse<String> json(Object value) {
    return guarded(HttpResponse.ok(write(value)).contentType(MediaType.APPLICATION_JSON_TYPE));
  }

  MutableHttpResponse<String> page(String html) {
    return guarded(HttpResponse.ok(html).contentType("text/html; charset=utf-8"))
        .header("Content-Security-Policy", ApprovalPage.CONTENT_SECURITY_POLICY)
        .header("X-Frame-Options", "DENY");
  }

  MutableHttpResponse<String> problem(int status, String title, String detail) {
    MutableHttpResponse<String> response =
        HttpResponse.<String>status(HttpStatus.valueOf(status))
            .body(write(Problem.of(status, title, detail)));
    return guarded(response.contentType(Problem.MEDIA_TYPE));
  }

  private static MutableHttpResponse<String> guarded(MutableHttpResponse<String> response) {
    return response
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff");
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
