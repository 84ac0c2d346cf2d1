package dev.tocsin.platform.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Holds a body against what JSON is: one value, with nothing behind it and no field twice. Readers
 * of JSON take the first value, or the last field, and are content; two readers of the same bytes
 * may then see different requests.
 */
public final class OneJsonValue {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private OneJsonValue() {}

  /** What is wrong, as a sentence for the sender that shows nothing of the body; empty: nothing. */
  public static Optional<String> problem(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.of("the body is no JSON: it is empty");
      }
      // Goes through all of the first value, where it has parts.
      parser.skipChildren();
      return isOver(parser)
          ? Optional.empty()
          : Optional.of("the body must be one JSON value; there is more behind it");
    } catch (JsonProcessingException wrong) {
      boolean twice = String.valueOf(wrong.getMessage()).startsWith("Duplicate field");
      return Optional.of(twice ? "the body has a field of an object twice" : "the body is no JSON");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOver(JsonParser parser) throws IOException {
    try {
      return parser.nextToken() == null;
    } catch (JsonProcessingException noValue) {
      return false;
    }
  }
}
