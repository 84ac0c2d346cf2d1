package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import dev.tocsin.local.http.RequestHead;
import dev.tocsin.local.http.RequestRefused;
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
      RequestHead head, String prefix, byte[] body, String requestId) {
    String path = head.path();
    Map<String, List<String>> headers = headers(head);
    Map<String, List<String>> query = query(head.query());
    APIGatewayProxyRequestEvent event =
        new APIGatewayProxyRequestEvent()
            .withResource(prefix + "/{proxy+}")
            .withPath(path)
            .withPathParameters(
                Map.of("proxy", path.substring(prefix.length()).replaceFirst("^/", "")))
            .withHttpMethod(head.method())
            .withHeaders(last(headers))
            .withMultiValueHeaders(headers)
            .withQueryStringParameters(query.isEmpty() ? null : last(query))
            .withMultiValueQueryStringParameters(query.isEmpty() ? null : query)
            .withRequestContext(context(head, prefix, path, requestId));
    return withBody(event, body);
  }

  private static ProxyRequestContext context(
      RequestHead head, String prefix, String path, String requestId) {
    RequestIdentity identity =
        new RequestIdentity()
            .withSourceIp(head.address())
            .withUserAgent(head.header("User-Agent").orElse(null));
    return new ProxyRequestContext()
        .withRequestId(requestId)
        .withApiId(STAGE)
        .withStage(STAGE)
        .withResourcePath(prefix + "/{proxy+}")
        .withPath("/" + STAGE + path)
        .withHttpMethod(head.method())
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

  /** Header names as clients write them. */
  private static Map<String, List<String>> headers(RequestHead head) {
    Map<String, List<String>> headers = new HashMap<>();
    head.headers().forEach((name, values) -> headers.put(capitalised(name), values));
    headers.put("X-Forwarded-For", List.of(head.address()));
    headers.put("X-Forwarded-Proto", List.of(head.scheme()));
    headers.put("X-Forwarded-Port", List.of(Integer.toString(head.localPort())));
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

  private static Map<String, List<String>> query(String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (raw.isEmpty()) {
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
