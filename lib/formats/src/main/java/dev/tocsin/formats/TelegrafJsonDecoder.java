package dev.tocsin.formats;

import static dev.tocsin.engine.sample.RejectionReason.BAD_TAGS;
import static dev.tocsin.engine.sample.RejectionReason.MALFORMED_JSON;
import static dev.tocsin.engine.sample.RejectionReason.MISSING_FIELD;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.formats.Decoded.Rejected;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records that Telegraf writes with {@code data_format = "json"}: one metric, or several in
 * {@code metrics} with {@code use_batch_format}. Each field that is a number or a boolean is a
 * sample (docs/records.md).
 */
final class TelegrafJsonDecoder implements SampleDecoder {
  private final JsonFactory json = ProtobufJson.factory();
  private final Set<String> dropped;

  /**
   * @param dropped names of labels that are taken as absent
   */
  TelegrafJsonDecoder(Set<String> dropped) {
    this.dropped = Set.copyOf(dropped);
  }

  /** A metric as far as it is read: its parts come in any order. */
  private static final class Metric {
    private String name = "";
    private Map<String, String> tags = Map.of();
    private Map<String, Double> fields = Map.of();
    private long millis = Timestamp.NONE;
    private @Nullable String badTag;
    private String hint = "";
  }

  @Override
  public Decoded decode(byte[] value, SampleClock clock) {
    return RecordSize.tooLarge(value).orElseGet(() -> parsed(value, clock));
  }

  private Decoded parsed(byte[] value, SampleClock clock) {
    if (!SampleText.utf8(value)) {
      return malformed("not valid UTF-8");
    }
    RecordSamples samples = new RecordSamples(clock, dropped);
    try (JsonParser parser = json.createParser(value)) {
      check(parser, parser.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
      metric(parser, samples, true);
      check(parser, parser.nextToken() == null, "something stands after the JSON object");
    } catch (JsonProcessingException e) {
      return malformed(JsonProblem.of(e, value));
    } catch (IOException e) {
      throw new IllegalStateException("reading an array of bytes failed", e);
    }
    return samples.decoded();
  }

  private static Decoded malformed(String detail) {
    return Decoded.of(new Rejected(MALFORMED_JSON, SampleText.shown(detail, 300)));
  }

  private static void check(JsonParser parser, boolean isGood, String fault) throws JsonProblem {
    if (!isGood) {
      throw new JsonProblem(parser, fault);
    }
  }

  /** Reads the object in which the parser stands; the outermost may be a batch instead. */
  private static void metric(JsonParser parser, RecordSamples samples, boolean isOutermost)
      throws IOException {
    Metric metric = new Metric();
    boolean isBatch = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String part = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (part) {
        case "name" -> {
          check(parser, token == JsonToken.VALUE_STRING, "name must be a text");
          metric.name = parser.getText();
        }
        case "tags" -> tags(parser, metric);
        case "fields" -> fields(parser, metric);
        case "timestamp" -> time(parser, metric);
        case "metrics" -> {
          isBatch = isOutermost;
          batch(parser, samples, isOutermost);
        }
        default -> parser.skipChildren();
      }
    }
    if (!isBatch) {
      take(metric, samples);
    }
  }

  private static void batch(JsonParser parser, RecordSamples samples, boolean isOutermost)
      throws IOException {
    if (!isOutermost) {
      parser.skipChildren();
      return;
    }
    check(
        parser,
        parser.currentToken() == JsonToken.START_ARRAY,
        "metrics must be a list of metrics");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      check(
          parser,
          parser.currentToken() == JsonToken.START_OBJECT,
          "metrics must be a list of metrics");
      metric(parser, samples, false);
    }
  }

  private static void tags(JsonParser parser, Metric metric) throws IOException {
    metric.tags = new LinkedHashMap<>();
    metric.badTag = null;
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    check(parser, parser.currentToken() == JsonToken.START_OBJECT, "tags must be an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String tag = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        metric.badTag = tag;
        parser.skipChildren();
      } else if (token == JsonToken.VALUE_NULL) {
        metric.tags.remove(tag);
      } else {
        metric.tags.put(tag, parser.getText());
      }
    }
  }

  /** Fields that are no numbers and no booleans are texts: they are no samples. */
  private static void fields(JsonParser parser, Metric metric) throws IOException {
    metric.fields = new LinkedHashMap<>();
    check(parser, parser.currentToken() == JsonToken.START_OBJECT, "fields must be an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (token) {
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            metric.fields.put(field, Double.parseDouble(parser.getText()));
        case VALUE_TRUE, VALUE_FALSE ->
            metric.fields.put(field, token == JsonToken.VALUE_TRUE ? 1.0 : 0.0);
        default -> parser.skipChildren();
      }
    }
  }

  private static void time(JsonParser parser, Metric metric) throws IOException {
    JsonToken token = parser.currentToken();
    metric.hint = "";
    metric.millis = Timestamp.NONE;
    if (token.isNumeric()) {
      metric.millis = Timestamp.ofSeconds(parser.getText());
      metric.hint = Timestamp.hintOfSeconds(parser.getText());
    } else if (token == JsonToken.VALUE_STRING) {
      metric.millis = Timestamp.ofText(parser.getText());
    } else {
      parser.skipChildren();
    }
  }

  private static void take(Metric metric, RecordSamples samples) {
    if (metric.name.isEmpty()) {
      samples.reject(1, MISSING_FIELD, "a metric", "it has no \"name\"");
      return;
    }
    String badTag = metric.badTag;
    if (badTag != null) {
      samples.reject(
          Math.max(1, metric.fields.size()),
          BAD_TAGS,
          metric.name,
          SampleLimits.shown(badTag) + " must be a text, a number, true or false");
      return;
    }
    metric.fields.forEach((field, value) ->
        samples.add(
            samples.series(FieldMetric.name(metric.name, field), metric.tags),
            value,
            metric.millis,
            metric.hint));
  }
}
