package dev.tocsin.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuntimeApiTest {
  private final RuntimeApi api = start();
  private final HttpClient http = HttpClient.newHttpClient();

  private static RuntimeApi start() {
    try {
      return new RuntimeApi("{\"n\":1}");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void response_ofTheEventHandedOut_isGiven() throws Exception {
    HttpResponse<String> event = get("invocation/next").join();
    String id = event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
    post("invocation/" + id + "/response", "{\"done\":true}");

    assertThat(event.body()).isEqualTo("{\"n\":1}");
    assertThat(event.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(api.response().body()).isEqualTo("{\"done\":true}");
  }

  @Test
  void restore_afterTheSnapshot_letsTheProcessGoOn() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting = get("restore/next");
    api.awaitSnapshot();
    assertThat(waiting).isNotDone();
    CompletableFuture<HttpResponse<String>> next =
        waiting.thenCompose(restored -> get("invocation/next"));

    assertThat(api.restore()).isPositive();
    assertThat(next.join().body()).isEqualTo("{\"n\":1}");
  }

  @Test
  void response_initFailed_isThrownWithItsReason() throws Exception {
    post("init/error", "{\"errorMessage\":\"no class\"}");

    assertThatThrownBy(api::response)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no class");
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    return http.sendAsync(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private void post(String path, String body) throws Exception {
    HttpResponse<Void> taken =
        http.send(
            request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.discarding());
    assertThat(taken.statusCode()).isEqualTo(202);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://" + api.address() + "/2018-06-01/runtime/" + path));
  }
}
