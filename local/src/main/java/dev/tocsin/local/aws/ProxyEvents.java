package dev.tocsin.local.aws;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Requests as the events of a REST API of API Gateway with Lambda proxy integration, payload format
 * 1.0.
 */
final class ProxyEvents {
  private static final String STAGE = "local";
  private static final Pattern AND = Pattern.compile("&");

  private ProxyEvents() {}

  /** The event for a request whose target matched {@code prefix}. */
  static APIGatewayProxyRequestEvent of(
      HttpExchange exchange, String prefix, byte[] body, String requestId) {
    String path = exchange.getRequestURI().getRawPath();
    Map<String, List<String>> headers = headers(exchange);
    Map<String, List<String>> query = query(exchange.getRequestURI().getRawQuery());
    APIGatewayProxyRequestEvent event =
        new APIGatewayProxyRequestEvent()
            .withResource(prefix + "/{proxy+}")
            .withPath(path)
            .withPathParameters(
                Map.of("proxy", path.substring(prefix.length()).replaceFirst("^/", "")))
            .withHttpMethod(exchange.getRequestMethod())
            .withHeaders(last(headers))
            .withMultiValueHeaders(headers)
            .withQueryStringParameters(query.isEmpty() ? null : last(query))
            .withMultiValueQueryStringParameters(query.isEmpty() ? null : query)
            .withRequestContext(context(exchange, prefix, path, requestId));
    return withBody(event, body);
  }

  private static ProxyRequestContext context(
      HttpExchange exchange, String prefix, String path, String requestId) {
    RequestIdentity identity =
        new RequestIdentity()
            .withSourceIp(exchange.getRemoteAddress().getAddress().getHostAddress())
            .withUserAgent(exchange.getRequestHeaders().getFirst("User-Agent"));
    return new ProxyRequestContext()
        .withRequestId(requestId)
        .withApiId(STAGE)
        .withStage(STAGE)
        .withResourcePath(prefix + "/{proxy+}")
        .withPath("/" + STAGE + path)
        .withHttpMethod(exchange.getRequestMethod())
        .withIdentity(identity);
  }

  /** A body that is text stays text; all others go as base64. */
  private static APIGatewayProxyRequestEvent withBody(
      APIGatewayProxyRequestEvent event, byte[] body) {
    if (body.length == 0) {
      return event.withIsBase64Encoded(false);
    }
    return utf8(body)
        .map(text -> event.withBody(text).withIsBase64Encoded(false))
        .orElseGet(() ->
            event.withBody(Base64.getEncoder().encodeToString(body)).withIsBase64Encoded(true));
  }

  private static Optional<String> utf8(byte[] body) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * Header names as clients write them: the server beneath has lowered all but their first letter.
   */
  private static Map<String, List<String>> headers(HttpExchange exchange) {
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(capitalised(name), List.copyOf(values)));
    String client = exchange.getRemoteAddress().getAddress().getHostAddress();
    headers.put("X-Forwarded-For", List.of(client));
    headers.put("X-Forwarded-Proto", List.of("http"));
    headers.put(
        "X-Forwarded-Port", List.of(Integer.toString(exchange.getLocalAddress().getPort())));
    return headers;
  }

  private static String capitalised(String name) {
    StringBuilder result = new StringBuilder(name.toLowerCase(Locale.ROOT));
    for (int i = 0; i < result.length(); i++) {
      if (i == 0 || result.charAt(i - 1) == '-') {
        result.setCharAt(i, Character.toUpperCase(result.charAt(i)));
      }
    }
    return result.toString();
  }

  private static Map<String, List<String>> query(@org.jspecify.annotations.Nullable String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (raw == null || raw.isEmpty()) {
      return query;
    }
    for (String pair : AND.split(raw, -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      query.computeIfAbsent(decoded(name), n -> new ArrayList<>()).add(decoded(value));
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RequestRefused(
          400, "Bad Request", "The query is not percent-encoded as a URL's must be.");
    }
  }

  private static Map<String, String> last(Map<String, List<String>> values) {
    Map<String, String> last = new LinkedHashMap<>();
    values.forEach((name, all) -> last.put(name, all.get(all.size() - 1)));
    return last;
  }
}
