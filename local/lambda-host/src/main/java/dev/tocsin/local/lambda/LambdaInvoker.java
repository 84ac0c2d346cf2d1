package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.local.http.Exchange;
import dev.tocsin.local.http.RequestHead;
import dev.tocsin.local.http.RequestRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls functions with requests as proxy events, and sends what they answer. */
final class LambdaInvoker implements AutoCloseable {
  /** The server knows the length, and the time at which it sends. */
  private static final List<String> OF_THE_SERVER = List.of("content-length", "date");

  private final Duration timeout;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  LambdaInvoker(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Calls a function and sends its answer.
   *
   * @param head with the path that the function knows
   * @throws RequestRefused when it fails, or does not answer in time
   */
  void invoke(
      Exchange exchange,
      RequestHead head,
      Router.Match match,
      Router.Route.Function function,
      byte[] body)
      throws IOException {
    String requestId = UUID.randomUUID().toString();
    send(exchange, call(head, match, function, body, requestId), function, requestId);
  }

  /**
   * Sends the pages of a function as a stream of events.
   *
   * @throws RequestRefused as {@link #invoke}
   */
  void follow(
      Exchange exchange, RequestHead head, Router.Match match, Router.Route.Function function)
      throws IOException {
    String requestId = UUID.randomUUID().toString();
    Optional<APIGatewayProxyResponseEvent> refusal =
        FollowedPages.serve(
            exchange, head, page -> call(page, match, function, new byte[0], requestId));
    if (refusal.isPresent()) {
      send(exchange, refusal.get(), function, requestId);
    }
  }

  private APIGatewayProxyResponseEvent call(
      RequestHead head,
      Router.Match match,
      Router.Route.Function function,
      byte[] body,
      String requestId) {
    String prefix = match.prefix();
    APIGatewayProxyRequestEvent event = ProxyEvents.of(head, prefix, body, requestId);
    Future<Optional<APIGatewayProxyResponseEvent>> running =
        threads.submit(() ->
            Optional.ofNullable(
                function.handler().handleRequest(event, InvocationContext.of(prefix, timeout))));
    try {
      return running
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .orElseThrow(() -> new IllegalStateException("no response"));
    } catch (TimeoutException e) {
      running.cancel(true);
      function.trouble().failed(e);
      throw new RequestRefused(
          504,
          "Gateway Timeout",
          "The function did not answer in time (request %s).".formatted(requestId));
    } catch (ExecutionException | IllegalStateException e) {
      function.trouble().failed(e);
      throw failed(requestId);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RequestRefused(503, "Service Unavailable", "The process is stopping.");
    }
  }

  private static RequestRefused failed(String requestId) {
    return new RequestRefused(
        502, "Bad Gateway", "The function failed (request %s).".formatted(requestId));
  }

  private static void send(
      Exchange exchange,
      APIGatewayProxyResponseEvent response,
      Router.Route.Function function,
      String requestId)
      throws IOException {
    try {
      send(exchange, response, !function.isOpen());
      function.trouble().worked();
    } catch (IllegalArgumentException e) {
      function.trouble().failed(e);
      throw failed(requestId);
    }
  }

  /**
   * Sends what the function answered; an answer that HTTP cannot carry is an
   * IllegalArgumentException.
   */
  private static void send(
      Exchange exchange, APIGatewayProxyResponseEvent response, boolean mayBeCompressed)
      throws IOException {
    Integer status = response.getStatusCode();
    if (status == null || status < 200 || status > 599) {
      throw new IllegalArgumentException("status " + status);
    }
    byte[] body = body(response);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    Optional.ofNullable(response.getHeaders())
        .orElse(Map.of())
        .forEach((name, value) -> headers.put(name, List.of(value)));
    Optional.ofNullable(response.getMultiValueHeaders())
        .orElse(Map.of())
        .forEach((name, values) -> headers.put(name, List.copyOf(values)));
    headers.keySet().removeIf(name -> OF_THE_SERVER.contains(name.toLowerCase(Locale.ROOT)));
    exchange.send(status, headers, body, mayBeCompressed);
  }

  /** The body of an answer, which may be written in base64. */
  static byte[] body(APIGatewayProxyResponseEvent response) {
    String text = Optional.ofNullable(response.getBody()).orElse("");
    return Boolean.TRUE.equals(response.getIsBase64Encoded())
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
