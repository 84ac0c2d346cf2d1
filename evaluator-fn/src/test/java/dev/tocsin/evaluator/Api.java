package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests to the evaluator's API, as API Gateway hands them over. */
final class Api {
  private static final ObjectMapper JSON = ObjectMapper.getDefault();

  private final EvaluatorApiHandler handler;
  private final Map<String, String> headers = new HashMap<>();
  private @Nullable String signer = "arn:aws:iam::123456789012:user/ada";

  Api(ApplicationContext context) {
    this.handler = new EvaluatorApiHandler(context);
  }

  /** The same client with another header in all its requests. */
  Api with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** The same client, whose requests nobody has signed. */
  Api unsigned() {
    signer = null;
    return this;
  }

  /** An answer; {@link #at} goes down into its JSON by names and indices. */
  record Answer(int status, Map<String, String> headers, String body) {
    @Nullable Object at(Object... path) {
      try {
        return Api.at(JSON.readValue(body, Argument.mapOf(String.class, Object.class)), path);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    String text(Object... path) {
      return String.valueOf(at(path));
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> list(Object... path) {
      return (List<Map<String, Object>>) Optional.ofNullable(at(path)).orElseThrow();
    }

    Answer ok() {
      assertThat(status).as(body).isEqualTo(200);
      assertThat(text("status")).isEqualTo("success");
      return this;
    }
  }

  /** Goes down into JSON by names and indices; null where there is nothing. */
  static @Nullable Object at(@Nullable Object json, Object... path) {
    Object at = json;
    for (Object step : path) {
      at =
          switch (at) {
            case List<?> list -> list.get((Integer) step);
            case Map<?, ?> map -> map.get(step);
            case null, default -> null;
          };
    }
    return at;
  }

  /**
   * @param target path and query
   */
  Answer get(String target) {
    return call("GET", target, "");
  }

  Answer call(String method, String target, String body) {
    String[] parts = target.split("\\?", 2);
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (parts.length == 2) {
      for (String pair : parts[1].split("&", -1)) {
        String[] nameAndValue = pair.split("=", 2);
        query
            .computeIfAbsent(decoded(nameAndValue[0]), name -> new ArrayList<>())
            .add(decoded(nameAndValue[1]));
      }
    }
    Map<String, List<String>> multi = new HashMap<>();
    headers.forEach((name, value) -> multi.put(name, List.of(value)));
    multi.putIfAbsent("Content-Type", List.of("application/yaml"));
    APIGatewayProxyResponseEvent response =
        handler.handleRequest(
            new APIGatewayProxyRequestEvent()
                .withPath(parts[0])
                .withHttpMethod(method)
                .withHeaders(single(multi))
                .withMultiValueHeaders(multi)
                .withQueryStringParameters(query.isEmpty() ? null : single(query))
                .withMultiValueQueryStringParameters(query.isEmpty() ? null : query)
                .withRequestContext(
                    new ProxyRequestContext()
                        .withRequestId("r")
                        .withIdentity(
                            new RequestIdentity().withSourceIp("192.0.2.7").withUserArn(signer)))
                .withBody(body.isEmpty() ? null : body)
                .withIsBase64Encoded(false),
            null);
    Map<String, String> answered = new HashMap<>();
    Optional.ofNullable(response.getMultiValueHeaders())
        .orElse(Map.of())
        .forEach((name, values) -> answered.put(name, String.join(",", values)));
    Optional.ofNullable(response.getHeaders()).orElse(Map.of()).forEach(answered::put);
    return new Answer(
        response.getStatusCode(), answered, Optional.ofNullable(response.getBody()).orElse(""));
  }

  private static Map<String, String> single(Map<String, List<String>> values) {
    Map<String, String> single = new HashMap<>();
    values.forEach((name, all) -> single.put(name, all.getLast()));
    return single;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
