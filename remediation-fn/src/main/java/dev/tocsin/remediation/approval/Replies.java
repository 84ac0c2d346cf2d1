package dev.tocsin.remediation.approval;

import dev.tocsin.core.remediation.Run;
import dev.tocsin.platform.access.ProblemDocument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
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
    return page(200, html);
  }

  /** A refusal: a page for a browser, a problem document for all others. */
  MutableHttpResponse<String> refused(HttpRequest<?> request, ApprovalError trouble) {
    return wantsHtml(request)
        ? page(trouble.status(), ApprovalPage.refused(trouble))
        : problem(trouble);
  }

  /** The same to a sender with the right token, who may see the run. */
  MutableHttpResponse<String> refused(HttpRequest<?> request, ApprovalError trouble, Run run) {
    return wantsHtml(request)
        ? page(trouble.status(), ApprovalPage.refused(trouble, run))
        : problem(trouble);
  }

  /** A browser names HTML among what it takes; other clients get JSON. */
  static boolean wantsHtml(HttpRequest<?> request) {
    return request.accept().stream().anyMatch(MediaType.TEXT_HTML_TYPE::equals);
  }

  private MutableHttpResponse<String> problem(ApprovalError trouble) {
    return guarded(
        HttpResponse.<String>status(HttpStatus.valueOf(trouble.status()))
            .body(write(ProblemDocument.of(trouble.status(), trouble.title(), trouble.detail())))
            .contentType(ProblemDocument.MEDIA_TYPE));
  }

  private static MutableHttpResponse<String> page(int status, String html) {
    return guarded(
            HttpResponse.<String>status(HttpStatus.valueOf(status))
                .body(html)
                .contentType("text/html; charset=utf-8"))
        .header("Content-Security-Policy", HtmlPage.CONTENT_SECURITY_POLICY)
        .header("X-Frame-Options", "DENY");
  }

  /**
   * The referrer is the origin alone, which holds no token. With none at all a browser would send
   * the form with {@code Origin: null}, which proxies may refuse.
   */
  private static MutableHttpResponse<String> guarded(MutableHttpResponse<String> response) {
    return response
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Referrer-Policy", "strict-origin")
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
