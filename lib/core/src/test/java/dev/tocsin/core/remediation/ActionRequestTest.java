package dev.tocsin.core.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ActionRequestTest {
  private static ActionRequest request(
      String method, String uri, Map<String, String> headers, Optional<String> body) {
    return new ActionRequest(method, URI.create(uri), new TreeMap<>(headers), body);
  }

  private static final ActionRequest PLAIN =
      request("POST", "http://h/a", Map.of("X", "1"), Optional.of("b"));

  @Test
  void hash_anyPartDiffers_differs() {
    List<ActionRequest> others =
        List.of(
            PLAIN,
            request("PUT", "http://h/a", Map.of("X", "1"), Optional.of("b")),
            request("POST", "http://h/b", Map.of("X", "1"), Optional.of("b")),
            request("POST", "http://h/a", Map.of("X", "2"), Optional.of("b")),
            request("POST", "http://h/a", Map.of("Y", "1"), Optional.of("b")),
            request("POST", "http://h/a", Map.of(), Optional.of("b")),
            request("POST", "http://h/a", Map.of("X", "1"), Optional.of("c")),
            request("POST", "http://h/a", Map.of("X", "1"), Optional.of("")),
            request("POST", "http://h/a", Map.of("X", "1"), Optional.empty()));
    Set<String> hashes = new HashSet<>();
    others.forEach(other -> hashes.add(other.hash("r", "t")));
    hashes.add(PLAIN.hash("rt", ""));
    hashes.add(PLAIN.hash("r", "u"));
    assertThat(hashes).hasSize(others.size() + 2).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
  }

  @Test
  void hash_sameRequest_isTheSame() {
    assertThat(request("POST", "http://h/a", Map.of("X", "1"), Optional.of("b")).hash("r", "t"))
        .isEqualTo(PLAIN.hash("r", "t"));
  }

  @Test
  void shown_headers_areNotAmongIt() {
    assertThat(PLAIN.shown()).isEqualTo(Map.of("method", "POST", "url", "http://h/a", "body", "b"));
    assertThat(PLAIN.toString()).isEqualTo("POST http://h/a");
  }

  private static final ActionRequest SECRETIVE =
      request(
          "POST",
          "http://h/a?host=web-1&api_key=k3y-0123456789",
          Map.of(
              "Authorization", "Basic dXNlcjpodW50ZXIyMjI=",
              "X-Team", "Bearer tok-abcdefgh",
              "Content-Type", "application/json"),
          Optional.of("{\"host\":\"web-1\",\"password\":\"correct horse\"}"));

  @Test
  void shown_valuesThatAreSecretByTheirNames_areMasked() {
    assertThat(SECRETIVE.shown())
        .isEqualTo(
            Map.of(
                "method",
                "POST",
                "url",
                "http://h/a?host=web-1&api_key=***",
                "body",
                "{\"host\":\"web-1\",\"password\":\"***\"}"));
    assertThat(SECRETIVE.toString()).isEqualTo("POST http://h/a?host=web-1&api_key=***");
  }

  @Test
  void redaction_echoOfTheRequest_keepsWhatMayBeSeen() {
    assertThat(
            SECRETIVE
                .redaction()
                .redact(
                    "Basic dXNlcjpodW50ZXIyMjI= is hunter222, Bearer tok-abcdefgh (abcdefgh),"
                        + " api_key=k3y-0123456789 \"correct+horse\" application/json web-1"))
        .isEqualTo(
            "[redacted] is [redacted], [redacted] ([redacted]),"
                + " api_key=[redacted] \"[redacted]\" application/json web-1");
  }

  @Test
  void toString_ofAnAction_saysNothingOfItsHeaders() {
    HttpAction action =
        new HttpAction(
            "GET",
            Template.parse("http://h/?token=abc"),
            Map.of("X-Key", "s3cret"),
            Optional.empty());
    assertThat(action.toString()).isEqualTo("HttpAction[GET, 1 headers]");
  }
}
