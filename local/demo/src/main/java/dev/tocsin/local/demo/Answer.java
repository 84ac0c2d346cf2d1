package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.core.text.Sha256;
import java.util.Base64;
import java.util.Map;

/** An HTTP answer: status, type, further headers and body. */
record Answer(int status, String contentType, Map<String, String> headers, String body) {

  static Answer json(int status, JsonNode body) {
    return text(status, "application/json", Json.pretty(body) + "\n");
  }

  /**
   * A page that may load nothing and run nothing but one script, which may read from here.
   *
   * @param script as it stands in the page, between its tags
   */
  static Answer html(String page, String script) {
    Map<String, String> headers =
        Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; connect-src 'self'; script-src 'sha256-%s'"
                .formatted(Base64.getEncoder().encodeToString(Sha256.of(script))));
    return new Answer(200, "text/html; charset=utf-8", headers, page);
  }

  /** A refusal that says in one sentence what is wrong (RFC 9457). */
  static Answer refused(int status, String detail) {
    JsonNode problem = Json.object().put("status", status).put("detail", detail);
    return text(status, "application/problem+json", Json.pretty(problem) + "\n");
  }

  private static Answer text(int status, String type, String body) {
    return new Answer(status, type, Map.of(), body);
  }
}
