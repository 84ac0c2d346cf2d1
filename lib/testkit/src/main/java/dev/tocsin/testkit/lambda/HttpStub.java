package dev.tocsin.testkit.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on this machine that answers as a test wants, and keeps what it was asked. */
public final class HttpStub implements AutoCloseable {
  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** Answers a request. */
  @FunctionalInterface
  public interface Answering {
    Reply answer(HttpExchange request, String body);
  }

  /** A status, headers, and a body in an encoding. */
  public record Reply(int status, Map<String, String> headers, String body, Charset charset) {
    public Reply(int status, Map<String, String> headers, String body) {
      this(status, headers, body, UTF_8);
    }
  }

  public HttpStub(Answering answering) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> answer(exchange, answering));
    server.start();
  }

  private void answer(HttpExchange exchange, Answering answering) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Reply reply = answering.answer(exchange, body);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = reply.body().getBytes(reply.charset());
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  public URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Methods and paths, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  public void forget() {
    asked.clear();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
