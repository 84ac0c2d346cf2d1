package dev.tocsin.local.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.core.failure.UserError;
import java.net.http.HttpResponse;

/** What an answer of the API says. */
public final class AnswerData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswerData() {}

  /**
   * The {@code data} of an answer.
   *
   * @throws UserError with the sentence of an answer that refuses
   */
  public static JsonNode of(HttpResponse<String> answer) {
    JsonNode document = document(answer);
    if (answer.statusCode() != 200) {
      throw new UserError(
          document.path("detail").asText("the answer is status " + answer.statusCode()) + ".");
    }
    return document.path("data");
  }

  /**
   * The whole of an answer, also of one that refuses.
   *
   * @throws UserError when it is no JSON
   */
  public static JsonNode document(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new UserError(
          "What answers with status %d is no Tocsin.".formatted(answer.statusCode()), e);
    }
  }
}
