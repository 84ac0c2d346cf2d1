package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks the servers of the demonstration as anybody with curl would. */
final class Client {

  private final Duration timeout;
  private final HttpClient http;

  /** Waits for each answer as long as {@code timeout}. */
  Client(Duration timeout) {
    this.timeout = timeout;
    http = HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(timeout).build();
  }

  /** What is there as JSON; empty when there is no answer, no status 200, or no JSON. */
  Optional<JsonNode> get(URI uri) throws InterruptedException {
    return ok(send(request(uri).GET()));
  }

  /** Posts without a body; the answer's JSON as for {@link #get}. */
  Optional<JsonNode> post(URI uri) throws InterruptedException {
    return ok(send(request(uri).POST(BodyPublishers.noBody())));
  }

  /** Posts JSON; the answer's status and text, or why there is none. */
  Reply post(URI uri, JsonNode body) throws InterruptedException {
    return send(
        request(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(timeout).header("Accept", "application/json");
  }

  private Reply send(HttpRequest.Builder request) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Reply(0, e.toString());
    }
  }

  private static Optional<JsonNode> ok(Reply reply) {
    return reply.status() == 200 ? Json.read(reply.text()) : Optional.empty();
  }

  /** An answer; status 0 stands for none, and {@code text} then says why. */
  record Reply(int status, String text) {}
}
