package dev.tocsin.notifier.api.v2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The body of a request, read from its first token to its last. Its methods read the value at which
 * the body stands, and refuse another kind of value with a sentence that names its place: {@code
 * 0.labels.job must be a text}. A {@code null} is as good as an absent field.
 */
final class JsonBody {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser parser;

  private JsonBody(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads a body that is one value.
   *
   * @param name of the value, should there be none
   * @throws BadRequest when it is not what {@code read} reads
   */
  static <T> T read(String name, byte[] body, Function<JsonBody, T> read) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == null) {
        throw new BadRequest(name + " in body is required");
      }
      T value = read.apply(new JsonBody(parser));
      if (parser.nextToken() != null) {
        throw new BadRequest("the body must be one JSON value; there is more behind it");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BadRequest malformed(JsonProcessingException e) {
    return new BadRequest("the body is no JSON: " + e.getOriginalMessage());
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** A list of values; {@code null} is an empty one. */
  <T> List<T> list(String place, Supplier<T> item) {
    List<T> items = new ArrayList<>();
    if (isNull()) {
      return items;
    }
    require(JsonToken.START_ARRAY, place, "a list");
    while (next() != JsonToken.END_ARRAY) {
      items.add(item.get());
    }
    return items;
  }

  /**
   * An object, of which {@code field} reads the value of each field by its name, and says whether
   * it knows the field.
   */
  void object(String place, Predicate<String> field) {
    require(JsonToken.START_OBJECT, place, "an object");
    while (next() != JsonToken.END_OBJECT) {
      String name = fieldName();
      JsonToken unused = next();
      if (!field.test(name)) {
        throw new BadRequest("%s has an unknown field \"%s\"".formatted(place, name));
      }
    }
  }

  /** Texts by name; {@code null} is an empty map, and a text that is null an empty text. */
  Map<String, String> texts(String place) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (isNull()) {
      return texts;
    }
    object(
        place,
        name -> {
          texts.put(name, text(place + "." + name));
          return true;
        });
    return texts;
  }

  /** A text; {@code null} is the empty one. */
  String text(String place) {
    if (isNull()) {
      return "";
    }
    require(JsonToken.VALUE_STRING, place, "a text");
    try {
      return parser.getText();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A yes or no; empty for {@code null}. */
  Optional<Boolean> flag(String place) {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> Optional.empty();
      case VALUE_TRUE -> Optional.of(true);
      case VALUE_FALSE -> Optional.of(false);
      default -> throw wrong(place, "true or false");
    };
  }

  /** A time; empty for {@code null} and for the empty text. */
  Optional<Instant> time(String place) {
    String text = text(place);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ApiTime.parse(text)
            .orElseThrow(() ->
                new BadRequest(
                    "%s must be a time such as 2026-01-31T18:00:00Z, not \"%s\""
                        .formatted(place, text))));
  }

  /** Passes over a value. */
  boolean skip() {
    try {
      JsonParser unused = parser.skipChildren();
      return true;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void require(JsonToken token, String place, String right) {
    if (parser.currentToken() != token) {
      throw wrong(place, right);
    }
  }

  private BadRequest wrong(String place, String right) {
    return new BadRequest("%s must be %s".formatted(place, right));
  }

  private String fieldName() {
    try {
      return parser.currentName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonToken next() {
    try {
      return Optional.ofNullable(parser.nextToken())
          .orElseThrow(() -> new BadRequest("the body is no JSON: it ends too early"));
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
