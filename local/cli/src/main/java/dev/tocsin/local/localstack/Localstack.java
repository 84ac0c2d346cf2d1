package dev.tocsin.local.localstack;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * A container of LocalStack, with its port on the loopback address; functions run in containers
 * beside it. Closing it takes all of them away with everything in them.
 *
 * @param endpoint where all its services answer
 */
record Localstack(URI endpoint) implements AutoCloseable {
  /** What the names of its containers begin with, those of functions too. */
  static final String NAME = "tocsin-localstack";

  private static final String IMAGE = "localstack/localstack:4.14.0";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(200);

  /**
   * Starts it, and returns when it answers.
   *
   * @throws UserError when it cannot be started, or the port is taken
   */
  static Localstack start(int port) {
    removeAll();
    Localstack started = new Localstack(URI.create("http://localhost:" + port));
    Docker.start(
            List.of(
                "--name",
                NAME,
                "--publish",
                "127.0.0.1:%d:4566".formatted(port),
                "--volume",
                "/var/run/docker.sock:/var/run/docker.sock",
                // A poller of a queue that was empty looks again after a second, not after ten.
                "--env",
                "LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC=1",
                // The approval page's form comes from there.
                "--env",
                "EXTRA_CORS_ALLOWED_ORIGINS=http://localhost:" + port,
                // Several functions start at once on a small machine.
                "--env",
                "LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT=60",
                "--env",
                "DISABLE_EVENTS=1",
                IMAGE))
        .ifPresent(reason -> {
          removeAll();
          throw new UserError("LocalStack cannot be started: " + reason);
        });
    try {
      started.awaitReady(port);
    } catch (RuntimeException e) {
      removeAll();
      throw e;
    }
    return started;
  }

  /** Takes away whatever an earlier start has left. */
  static void removeAll() {
    Docker.removeAll(NAME);
  }

  /** Whether nothing answers there within two seconds. */
  static boolean isDeaf(URI endpoint) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LOOK).build()) {
      return !answers(client, health(endpoint));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static URI health(URI endpoint) {
    return URI.create(endpoint + "/_localstack/health");
  }

  private void awaitReady(int port) {
    URI health = health(endpoint);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LOOK).build()) {
      while (!answers(client, health)) {
        if (!Docker.isRunning(NAME)) {
          throw new UserError("LocalStack ended at its start: " + Docker.lastWords(NAME));
        }
        if (System.nanoTime() > deadline) {
          throw new UserError(
              "LocalStack does not answer at port %d after %d s: %s"
                  .formatted(port, PATIENCE.toSeconds(), Docker.lastWords(NAME)));
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static boolean answers(HttpClient client, URI health) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    removeAll();
  }
}
