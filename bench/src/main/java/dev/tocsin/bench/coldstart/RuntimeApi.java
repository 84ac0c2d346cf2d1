package dev.tocsin.bench.coldstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands in for Lambda's runtime API: hands out one event, and takes a process through a snapshot.
 * The protocol is that of AWS Lambda, "Using the Lambda runtime API for custom runtimes".
 */
final class RuntimeApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ROOT = "/2018-06-01/runtime/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final byte[] event;
  private final CompletableFuture<Long> snapshot = new CompletableFuture<>();
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final CompletableFuture<Response> response = new CompletableFuture<>();
  private final CountDownLatch restore = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicBoolean given = new AtomicBoolean();

  /** What a function answered, and when by {@link System#nanoTime}. */
  record Response(long at, String body) {}

  RuntimeApi(String event) throws IOException {
    this.event = event.getBytes(UTF_8);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(ROOT, this::answer);
    server.start();
  }

  /** {@code HOST:PORT}. */
  String address() {
    return "%s:%d"
        .formatted(
            server.getAddress().getAddress().getHostAddress(), server.getAddress().getPort());
  }

  /** Waits until the process is ready for its snapshot. */
  void awaitSnapshot() throws IOException {
    long unused = await(snapshot);
  }

  /** Lets the process go on; returns the nanoseconds until it asks for an event. */
  long restore() throws IOException {
    long begun = System.nanoTime();
    restore.countDown();
    return await(ready) - begun;
  }

  /** The first response. */
  Response response() throws IOException {
    return await(response);
  }

  private static <T> T await(CompletableFuture<T> future) throws IOException {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("the function did not get so far: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void answer(HttpExchange request) throws IOException {
    String path = request.getRequestURI().getPath().substring(ROOT.length());
    String body = new String(request.getRequestBody().readAllBytes(), UTF_8);
    try (request) {
      if (path.equals("invocation/next")) {
        next(request);
      } else if (path.equals("restore/next")) {
        snapshot.complete(System.nanoTime());
        hold(restore);
        reply(request, 200, new byte[0]);
      } else if (path.endsWith("/response")) {
        response.complete(new Response(System.nanoTime(), body));
        reply(request, 202, new byte[0]);
      } else {
        IOException failed = new IOException(path + ": " + body);
        snapshot.completeExceptionally(failed);
        ready.completeExceptionally(failed);
        response.completeExceptionally(failed);
        reply(request, 202, new byte[0]);
      }
    }
  }

  private void next(HttpExchange request) throws IOException {
    ready.complete(System.nanoTime());
    if (!given.compareAndSet(false, true)) {
      hold(closed);
      return;
    }
    Map.of(
            "Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
            "Lambda-Runtime-Deadline-Ms",
                Long.toString(Instant.now().plusSeconds(60).toEpochMilli()),
            "Lambda-Runtime-Invoked-Function-Arn",
                "arn:aws:lambda:eu-central-1:123456789012:function:f")
        .forEach(request.getResponseHeaders()::set);
    reply(request, 200, event);
  }

  private static void reply(HttpExchange request, int status, byte[] body) throws IOException {
    // Without a type of content the runtime's native client breaks.
    request.getResponseHeaders().set("Content-Type", "application/json");
    request.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    request.getResponseBody().write(body);
  }

  private static void hold(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    restore.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
