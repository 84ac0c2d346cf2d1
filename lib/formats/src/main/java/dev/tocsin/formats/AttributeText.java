package dev.tocsin.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * The value of an attribute as a text: what is no text is written as JSON, bytes in base64 (the
 * rules of OpenTelemetry's attributes for systems that know texts alone).
 */
final class AttributeText {
  private static final JsonFactory JSON = new JsonFactory();

  private AttributeText() {}

  static String of(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BYTES_VALUE -> base64(value);
      case BOOL_VALUE, INT_VALUE, DOUBLE_VALUE, ARRAY_VALUE, KVLIST_VALUE -> json(value);
      default -> "";
    };
  }

  private static String base64(AnyValue value) {
    return Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
  }

  private static String json(AnyValue value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(value, json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to a text failed", e);
    }
    return text.toString();
  }

  /** As deep as the value, which its parser has bounded. */
  private static void write(AnyValue value, JsonGenerator json) throws IOException {
    switch (value.getValueCase()) {
      case STRING_VALUE -> json.writeString(value.getStringValue());
      case BOOL_VALUE -> json.writeBoolean(value.getBoolValue());
      case INT_VALUE -> json.writeNumber(value.getIntValue());
      case DOUBLE_VALUE -> json.writeNumber(value.getDoubleValue());
      case BYTES_VALUE -> json.writeString(base64(value));
      case ARRAY_VALUE -> {
        json.writeStartArray();
        for (AnyValue item : value.getArrayValue().getValuesList()) {
          write(item, json);
        }
        json.writeEndArray();
      }
      case KVLIST_VALUE -> {
        json.writeStartObject();
        for (KeyValue entry : value.getKvlistValue().getValuesList()) {
          json.writeFieldName(entry.getKey());
          write(entry.getValue(), json);
        }
        json.writeEndObject();
      }
      default -> json.writeNull();
    }
  }
}
