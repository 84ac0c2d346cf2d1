package dev.tocsin.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Reads protobuf messages from JSON, as OTLP writes them: fields by their JSON names, 64-bit
 * numbers as texts or numbers, enums as numbers; unknown fields are ignored, and of a repeated
 * field the last counts. Protobuf's own reader is not used since it takes a number with a great
 * exponent apart digit by digit, for hours. Safe for use by several threads.
 *
 * <p>Exemplars are skipped: their identities are hexadecimal in OTLP, and no sample is made of
 * them.
 */
final class ProtobufJson {
  /** As deep as protobuf's parser goes with messages, each in an object and perhaps a list. */
  private static final int MAX_DEPTH = 200;

  private static final String SKIPPED = "exemplars";
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,20}");
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,400}(\\.[0-9]{1,400})?([eE][-+]?[0-9]{1,9})?");

  private final JsonFactory json = factory();

  private final Map<Descriptor, Map<String, FieldDescriptor>> fields = new ConcurrentHashMap<>();

  /** Makes parsers of records that hold several samples. */
  static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(RecordSize.MAX_BYTES)
                .maxNameLength(RecordSize.MAX_BYTES)
                .maxStringLength(RecordSize.MAX_BYTES)
                .build())
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        .build();
  }

  /**
   * Fills the message from one JSON object.
   *
   * @param value valid UTF-8
   * @throws JsonProcessingException when it is no JSON object, or none of such a message
   */
  void read(byte[] value, Message.Builder message) throws JsonProcessingException {
    try (JsonParser parser = json.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonProblem(parser, "it is no JSON object");
      }
      object(parser, message);
      if (parser.nextToken() != null) {
        throw new JsonProblem(parser, "something stands after the JSON object");
      }
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("reading an array of bytes failed", e);
    }
  }

  private void object(JsonParser parser, Message.Builder message) throws IOException {
    Map<String, FieldDescriptor> known =
        fields.computeIfAbsent(message.getDescriptorForType(), ProtobufJson::names);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      FieldDescriptor field = known.get(parser.currentName());
      JsonToken value = parser.nextToken();
      if (field == null || field.getName().equals(SKIPPED)) {
        parser.skipChildren();
      } else if (value == JsonToken.VALUE_NULL) {
        message.clearField(field);
      } else if (field.isRepeated()) {
        list(parser, message, field);
      } else {
        message.setField(field, value(parser, message, field));
      }
    }
  }

  private void list(JsonParser parser, Message.Builder message, FieldDescriptor field)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(parser, field);
    }
    message.clearField(field);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      message.addRepeatedField(field, value(parser, message, field));
    }
  }

  private Object value(JsonParser parser, Message.Builder message, FieldDescriptor field)
      throws IOException {
    JsonToken token = parser.currentToken();
    return switch (field.getJavaType()) {
      case MESSAGE -> {
        if (token != JsonToken.START_OBJECT) {
          throw wrong(parser, field);
        }
        Message.Builder inner = message.newBuilderForField(field);
        object(parser, inner);
        yield inner.build();
      }
      case STRING, BYTE_STRING -> {
        if (token != JsonToken.VALUE_STRING) {
          throw wrong(parser, field);
        }
        String text = parser.getText();
        yield field.getJavaType() == FieldDescriptor.JavaType.STRING
            ? text
            : bytes(parser, field, text);
      }
      case BOOLEAN -> {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
          throw wrong(parser, field);
        }
        yield token == JsonToken.VALUE_TRUE;
      }
      case INT, LONG, FLOAT, DOUBLE, ENUM -> {
        if (!token.isNumeric() && token != JsonToken.VALUE_STRING) {
          throw wrong(parser, field);
        }
        yield number(parser, field, parser.getText());
      }
    };
  }

  private static Object bytes(JsonParser parser, FieldDescriptor field, String text)
      throws JsonProblem {
    try {
      return ByteString.copyFrom(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw wrong(parser, field);
    }
  }

  private static Object number(JsonParser parser, FieldDescriptor field, String text)
      throws JsonProblem {
    try {
      return switch (field.getType()) {
        case DOUBLE -> real(text);
        case FLOAT -> (float) real(text);
        case UINT64, FIXED64 -> Long.parseUnsignedLong(integer(text));
        case INT64, SINT64, SFIXED64 -> Long.parseLong(integer(text));
        case UINT32, FIXED32 -> Integer.parseUnsignedInt(integer(text));
        case ENUM -> named(field, text);
        default -> Integer.parseInt(integer(text));
      };
    } catch (NumberFormatException e) {
      throw wrong(parser, field);
    }
  }

  private static EnumValueDescriptor named(FieldDescriptor field, String text) {
    EnumValueDescriptor named = field.getEnumType().findValueByName(text);
    return named == null
        ? field.getEnumType().findValueByNumberCreatingIfUnknown(Integer.parseInt(integer(text)))
        : named;
  }

  private static String integer(String text) {
    if (!INTEGER.matcher(text).matches()) {
      throw new NumberFormatException("no whole number");
    }
    return text;
  }

  private static double real(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (!NUMBER.matcher(text).matches()) {
          throw new NumberFormatException("no number");
        }
        yield Double.parseDouble(text);
      }
    };
  }

  private static JsonProblem wrong(JsonParser parser, FieldDescriptor field) {
    return new JsonProblem(
        parser,
        field.getJsonName()
            + " must be "
            + (field.isRepeated() ? "a list of " : "a ")
            + field.getType().name().toLowerCase(Locale.ROOT));
  }

  private static Map<String, FieldDescriptor> names(Descriptor type) {
    Map<String, FieldDescriptor> names = new HashMap<>();
    type.getFields()
        .forEach(field -> {
          names.put(field.getName(), field);
          names.put(field.getJsonName(), field);
        });
    return names;
  }
}
