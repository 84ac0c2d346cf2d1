package dev.tocsin.store;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Maps of texts as the JSON objects that columns of type {@code json} hold. */
@Singleton
public final class JsonText {
  private static final Argument<Map<String, String>> TEXTS =
      Argument.mapOf(String.class, String.class);

  private final ObjectMapper json;

  public JsonText(ObjectMapper json) {
    this.json = json;
  }

  public String write(Map<String, String> texts) {
    try {
      return json.writeValueAsString(TEXTS, texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Map<String, String> read(String object) {
    try {
      return json.readValue(object, TEXTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
