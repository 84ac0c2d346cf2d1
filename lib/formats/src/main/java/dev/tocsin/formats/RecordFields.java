package dev.tocsin.formats;

import static dev.tocsin.engine.sample.RejectionReason.BAD_NAME;
import static dev.tocsin.engine.sample.RejectionReason.BAD_TAGS;
import static dev.tocsin.engine.sample.RejectionReason.BAD_TIMESTAMP;
import static dev.tocsin.engine.sample.RejectionReason.BAD_VALUE;
import static dev.tocsin.engine.sample.RejectionReason.MISSING_FIELD;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.engine.sample.Series;
import dev.tocsin.formats.Decoded.Rejected;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one record as they are read, and the decision whether they make a sample. All are
 * taken before any is evaluated: a later field of the same name counts, and the reasons of a
 * rejection have an order of their own.
 */
final class RecordFields {
  private Value name = Value.ABSENT;
  private Value value = Value.ABSENT;
  private Value timestamp = Value.ABSENT;
  private Value instance = Value.ABSENT;
  private Value tags = Value.ABSENT;
  private long valueAt = -1;
  private long timestampAt = -1;
  private final Set<String> dropped;

  /** Tags by name; without a text where the value is no single one. */
  private Map<String, @Nullable String> tagTexts = Map.of();

  /**
   * @param dropped names of labels that are taken as absent
   */
  RecordFields(Set<String> dropped) {
    this.dropped = dropped;
  }

  private enum Kind {
    ABSENT,
    NULL,
    TEXT,
    NUMBER,
    FLAG,
    LIST,
    OBJECT
  }

  /** A value as it is written; lists and objects have no text. */
  private record Value(Kind kind, String text) {
    static final Value ABSENT = new Value(Kind.ABSENT, "");

    boolean absent() {
      return kind == Kind.ABSENT || kind == Kind.NULL;
    }

    String shown() {
      return switch (kind) {
        case ABSENT, NULL -> "null";
        case TEXT -> '"' + SampleText.shown(text, 80) + '"';
        case NUMBER, FLAG -> SampleText.shown(text, 80);
        case LIST -> "a list";
        case OBJECT -> "an object";
      };
    }
  }

  /** Takes the value at which the parser stands, to its end. */
  void take(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "metric_name" -> name = single(parser);
      case "value" -> {
        valueAt = parser.currentTokenLocation().getByteOffset();
        value = single(parser);
      }
      case "timestamp" -> {
        timestampAt = parser.currentTokenLocation().getByteOffset();
        timestamp = single(parser);
      }
      case SampleLimits.INSTANCE_ID -> {
        Value read = single(parser);
        instance = dropped.contains(SampleLimits.INSTANCE_ID) ? Value.ABSENT : read;
      }
      case "tags" -> takeTags(parser);
      default -> parser.skipChildren();
    }
  }

  private static Value single(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case VALUE_STRING -> new Value(Kind.TEXT, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value(Kind.NUMBER, parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Value(Kind.FLAG, parser.getText());
      case VALUE_NULL -> new Value(Kind.NULL, "");
      case START_ARRAY -> skipped(parser, Kind.LIST);
      case START_OBJECT -> skipped(parser, Kind.OBJECT);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + token);
    };
  }

  private static Value skipped(JsonParser parser, Kind kind) throws IOException {
    parser.skipChildren();
    return new Value(kind, "");
  }

  private void takeTags(JsonParser parser) throws IOException {
    tagTexts = Map.of();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      tags = single(parser);
      return;
    }
    tags = new Value(Kind.OBJECT, "");
    Map<String, @Nullable String> texts = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String tag = parser.currentName();
      parser.nextToken();
      Value text = single(parser);
      if (dropped.contains(tag)) {
        continue;
      }
      switch (text.kind()) {
        case TEXT, NUMBER, FLAG -> texts.put(tag, text.text());
        case LIST, OBJECT -> texts.put(tag, null);
        case ABSENT, NULL -> texts.remove(tag);
      }
    }
    tagTexts = texts;
  }

  /** Whether the value and the time that count stand at these bytes of the record. */
  boolean are(int valueAt, int timestampAt) {
    return this.valueAt == valueAt && this.timestampAt == timestampAt;
  }

  /** The sample, or the first reason why there is none. */
  Decoded decoded(SampleClock clock) {
    String missing = missing(clock);
    if (!missing.isEmpty()) {
      return Decoded.of(new Rejected(MISSING_FIELD, "record has no \"" + missing + "\""));
    }
    if (name.kind() != Kind.TEXT || !SampleText.metricName(name.text())) {
      return rejected(BAD_NAME, "metric_name", SampleLimits.METRIC_NAMES, name);
    }
    if (!instance.absent() && !namesInstance()) {
      return rejected(BAD_NAME, "instance_id", SampleLimits.INSTANCES, instance);
    }
    double number = value.kind() == Kind.NUMBER ? Double.parseDouble(value.text()) : Double.NaN;
    if (!Double.isFinite(number)) {
      return rejected(BAD_VALUE, "value", "a finite number", value);
    }
    long millis = clock.time(clock.isOfRecord() ? Timestamp.NONE : millis());
    if (millis < 0) {
      return rejected(
          BAD_TIMESTAMP,
          "timestamp",
          "a time as RFC 3339 has it or a number of seconds, of the years 1970 to 9999",
          timestamp,
          isNumber() ? Timestamp.hintOfSeconds(timestamp.text()) : "");
    }
    String badTags = badTags();
    if (!badTags.isEmpty()) {
      return Decoded.of(new Rejected(BAD_TAGS, badTags));
    }
    String hint = isNumber() && !clock.isOfRecord() ? Timestamp.hintOfFuture(millis) : "";
    return SampleLimits.fromTheFuture(millis, clock.now(), hint)
        .map(Decoded::of)
        .orElseGet(() -> Decoded.of(new Sample(new Series(name.text(), labels()), number, millis)));
  }

  private boolean namesInstance() {
    return (instance.kind() == Kind.TEXT || instance.kind() == Kind.NUMBER)
        && SampleLimits.instance(instance.text());
  }

  private boolean isNumber() {
    return timestamp.kind() == Kind.NUMBER;
  }

  private static Decoded rejected(RejectionReason reason, String field, String right, Value value) {
    return rejected(reason, field, right, value, "");
  }

  private static Decoded rejected(
      RejectionReason reason, String field, String right, Value value, String hint) {
    return Decoded.of(
        new Rejected(reason, field + " must be " + right + ", not " + value.shown() + hint));
  }

  private String missing(SampleClock clock) {
    if (name.kind() == Kind.ABSENT) {
      return "metric_name";
    }
    if (value.kind() == Kind.ABSENT) {
      return "value";
    }
    return timestamp.kind() == Kind.ABSENT && !clock.isOfRecord() ? "timestamp" : "";
  }

  private long millis() {
    return switch (timestamp.kind()) {
      case TEXT -> Timestamp.ofText(timestamp.text());
      case NUMBER -> Timestamp.ofSeconds(timestamp.text());
      case ABSENT, NULL, FLAG, LIST, OBJECT -> Timestamp.NONE;
    };
  }

  private String badTags() {
    if (!tags.absent() && tags.kind() != Kind.OBJECT) {
      return "tags must be an object, not " + tags.shown();
    }
    String fault = SampleLimits.badTagCount(tagTexts.size());
    for (Map.Entry<String, @Nullable String> tag : tagTexts.entrySet()) {
      if (!fault.isEmpty()) {
        return fault;
      }
      fault = badTag(tag.getKey(), tag.getValue());
    }
    return fault;
  }

  private static String badTag(String tag, @Nullable String text) {
    String badName = SampleLimits.badTagName(tag);
    if (!badName.isEmpty()) {
      return badName;
    }
    if (SampleLimits.FIELDS.contains(tag)) {
      return SampleLimits.shown(tag) + " has the name of a field: rename it";
    }
    return text == null
        ? SampleLimits.shown(tag) + " must be a text, a number, true or false"
        : SampleLimits.badTagText(tag, text);
  }

  private Labels labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    tagTexts.forEach((tag, text) -> {
      if (text != null) {
        labels.put(tag, text);
      }
    });
    if (!instance.absent()) {
      labels.put(SampleLimits.INSTANCE_ID, instance.text());
    }
    return Labels.of(labels);
  }
}
