package dev.tocsin.notifier.api.v2;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;

/** Answers that are no documents: one JSON text. */
final class Answers {
  private Answers() {}

  /** 400 with a sentence. */
  static MutableHttpResponse<String> refusal(String sentence) {
    return sentence(HttpResponse.status(HttpStatus.BAD_REQUEST), sentence);
  }

  /** A sentence as the body of an answer. */
  static MutableHttpResponse<String> sentence(MutableHttpResponse<?> answer, String sentence) {
    String text = new String(JsonStringEncoder.getInstance().quoteAsString(sentence));
    return answer.body("\"" + text + "\"\n").contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
