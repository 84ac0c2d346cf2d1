package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.micronaut.serde.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerLimitTest {
  private static final int SIX_MEGABYTES = 6 << 20;

  private final AnswerLimit limit = new AnswerLimit(ObjectMapper.getDefault());

  @Test
  void keep_answerThatFits_isTheSame() {
    APIGatewayProxyResponseEvent answer = answer("[]");

    assertThat(limit.keep(request("/api/v2/alerts"), answer)).isSameAs(answer);
    assertThat(limit.keep(request("/api/v2/alerts"), answer(null)).getBody()).isNull();
  }

  @Test
  void keep_tooMuchOfAlertmanagersApi_isOneJsonText() {
    APIGatewayProxyResponseEvent refused =
        limit.keep(request("/api/v2/alerts"), answer("a".repeat(SIX_MEGABYTES)));

    assertThat(refused.getStatusCode()).isEqualTo(400);
    assertThat(refused.getBody())
        .isEqualTo(
            "\"the answer has 6291456 bytes, more than Lambda can send: ask for less of it, by"
                + " filters or in pages\"");
    assertThat(refused.getMultiValueHeaders())
        .containsOnly(
            Map.entry("Vary", List.of("Origin")),
            Map.entry("Content-Type", List.of("application/json")));
  }

  @Test
  void keep_tooMuchOfOurs_isAProblemDocument() {
    APIGatewayProxyResponseEvent refused =
        limit.keep(
            request("/api/v1/alerts/00000000000000ff/timeline"), answer("a".repeat(SIX_MEGABYTES)));

    assertThat(refused.getMultiValueHeaders())
        .containsEntry("Content-Type", List.of("application/problem+json"));
    assertThat(refused.getBody())
        .startsWith("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,")
        .contains("more than Lambda can send");
  }

  private static APIGatewayProxyRequestEvent request(String path) {
    return new APIGatewayProxyRequestEvent().withPath(path);
  }

  private static APIGatewayProxyResponseEvent answer(@Nullable String body) {
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(200)
        .withMultiValueHeaders(
            Map.of("content-type", List.of("application/json"), "Vary", List.of("Origin")))
        .withBody(body);
  }
}
