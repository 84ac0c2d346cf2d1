package dev.tocsin.notifier;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.platform.access.LambdaAnswer;
import dev.tocsin.platform.access.ProblemDocument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses requests whose answers are larger than Lambda can send, in the manner of the API that was
 * asked.
 */
final class AnswerLimit {
  private final JsonMapper json;

  AnswerLimit(JsonMapper json) {
    this.json = json;
  }

  /** An answer as it is, where it can be sent. */
  APIGatewayProxyResponseEvent keep(
      APIGatewayProxyRequestEvent request, APIGatewayProxyResponseEvent answer) {
    return Optional.ofNullable(answer.getBody())
        .filter(body -> !LambdaAnswer.fits(body))
        .map(body -> refused(request, answer, LambdaAnswer.sentence(body)))
        .orElse(answer);
  }

  private APIGatewayProxyResponseEvent refused(
      APIGatewayProxyRequestEvent request, APIGatewayProxyResponseEvent answer, String sentence) {
    HttpStatus status = HttpStatus.BAD_REQUEST;
    boolean isAlertmanagers = request.getPath().startsWith("/api/v2/");
    String type = isAlertmanagers ? MediaType.APPLICATION_JSON : ProblemDocument.MEDIA_TYPE;
    Object said =
        isAlertmanagers
            ? sentence
            : ProblemDocument.of(status.getCode(), status.getReason(), sentence);
    Map<String, List<String>> headers = new HashMap<>(answer.getMultiValueHeaders());
    headers.keySet().removeIf(HttpHeaders.CONTENT_TYPE::equalsIgnoreCase);
    headers.put(HttpHeaders.CONTENT_TYPE, List.of(type));
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(status.getCode())
        .withMultiValueHeaders(headers)
        .withBody(text(said));
  }

  private String text(Object said) {
    try {
      return json.writeValueAsString(said);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
