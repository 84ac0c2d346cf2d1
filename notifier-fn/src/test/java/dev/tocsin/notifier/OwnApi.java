package dev.tocsin.notifier;

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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Requests to {@code /api/v1}, as API Gateway hands them over, by a caller with all roles. */
final class OwnApi {
  private static final ObjectMapper JSON = ObjectMapper.getDefault();

  private final NotifierApiHandler handler;

  OwnApi(ApplicationContext context) {
    this.handler = new NotifierApiHandler(context);
  }

  /** An answer; {@link #at} goes down into its JSON by names and indices. */
  record Answer(int status, String body) {
    @Nullable Object at(Object... path) {
      try {
        @Nullable Object at = JSON.readValue(body, Argument.mapOf(String.class, Object.class));
        for (Object step : path) {
          at = step(at, step);
        }
        return at;
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    private static @Nullable Object step(@Nullable Object at, Object step) {
      return switch (at) {
        case List<?> list -> list.get((Integer) step);
        case Map<?, ?> map -> map.get(step);
        case null, default -> null;
      };
    }

    Answer ok() {
      assertThat(status).as(body).isEqualTo(200);
      return this;
    }

    List<?> list(Object... path) {
      return (List<?>) Optional.ofNullable(at(path)).orElseThrow(() -> new AssertionError(body));
    }
  }

  /**
   * @param query each {@code NAME=VALUE}, not encoded
   */
  Answer get(String path, String... query) {
    return call("GET", path, "", Map.of(), query);
  }

  Answer post(String path, String body, String... query) {
    return call("POST", path, body, Map.of(), query);
  }

  /**
   * @param ifMatch of the header; empty: without it
   */
  Answer put(String path, String body, String ifMatch, String... query) {
    return call(
        "PUT", path, body, ifMatch.isEmpty() ? Map.of() : Map.of("If-Match", ifMatch), query);
  }

  private Answer call(
      String method, String path, String body, Map<String, String> headers, String... query) {
    Map<String, List<String>> sent = new LinkedHashMap<>();
    sent.put("Content-Type", List.of("application/json"));
    headers.forEach((name, value) -> sent.put(name, List.of(value)));
    Map<String, List<String>> parameters =
        Arrays.stream(query)
            .map(parameter -> parameter.split("=", 2))
            .collect(
                Collectors.groupingBy(
                    pair -> pair[0],
                    LinkedHashMap::new,
                    Collectors.mapping(pair -> pair[1], Collectors.toList())));
    APIGatewayProxyResponseEvent response =
        handler.handleRequest(
            new APIGatewayProxyRequestEvent()
                .withPath(path)
                .withHttpMethod(method)
                .withMultiValueHeaders(sent)
                .withMultiValueQueryStringParameters(parameters.isEmpty() ? null : parameters)
                .withRequestContext(
                    new ProxyRequestContext()
                        .withRequestId("r")
                        .withIdentity(
                            new RequestIdentity()
                                .withSourceIp("192.0.2.7")
                                .withUserArn("arn:aws:iam::123456789012:user/ada")))
                .withBody(body.isEmpty() ? null : body)
                .withIsBase64Encoded(false),
            null);
    return new Answer(response.getStatusCode(), String.valueOf(response.getBody()));
  }
}
