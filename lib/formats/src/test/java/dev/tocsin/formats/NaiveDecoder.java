package dev.tocsin.formats;

import static dev.tocsin.engine.sample.RejectionReason.BAD_NAME;
import static dev.tocsin.engine.sample.RejectionReason.BAD_TAGS;
import static dev.tocsin.engine.sample.RejectionReason.BAD_TIMESTAMP;
import static dev.tocsin.engine.sample.RejectionReason.BAD_VALUE;
import static dev.tocsin.engine.sample.RejectionReason.FROM_THE_FUTURE;
import static dev.tocsin.engine.sample.RejectionReason.MALFORMED_JSON;
import static dev.tocsin.engine.sample.RejectionReason.MISSING_FIELD;
import static dev.tocsin.engine.sample.RejectionReason.TOO_LARGE;

import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.formats.PlainJson.Nothing;
import dev.tocsin.formats.PlainJson.Num;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The decoder as one would write it with all the time in the world. */
final class NaiveDecoder {
  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?)"
              + "(?:Z|([-+])([0-9]{2}):([0-9]{2}))");

  private NaiveDecoder() {}

  /** A sample or a {@link RejectionReason}. */
  static Object decode(byte[] bytes, Instant now) {
    if (bytes.length > 65_536) {
      return TOO_LARGE;
    }
    Object json;
    try {
      json =
          PlainJson.read(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return MALFORMED_JSON;
    }
    return json instanceof Map<?, ?> object ? sample(object, now) : MALFORMED_JSON;
  }

  private static Object sample(Map<?, ?> json, Instant now) {
    if (!json.containsKey("metric_name")
        || !json.containsKey("value")
        || !json.containsKey("timestamp")) {
      return MISSING_FIELD;
    }
    if (!(json.get("metric_name") instanceof String name)
        || !name.matches("[a-zA-Z_:][a-zA-Z0-9_:.]{0,199}")) {
      return BAD_NAME;
    }
    Optional<String> instance = Optional.empty();
    Object written = json.get("instance_id");
    if (written != null && written != Nothing.NULL) {
      instance =
          switch (written) {
            case String text -> Optional.of(text);
            case Num number -> Optional.of(number.text());
            default -> Optional.of("");
          };
      if (!good(instance.get(), 256) || instance.get().isEmpty()) {
        return BAD_NAME;
      }
    }
    if (!(json.get("value") instanceof Num number)
        || !Double.isFinite(Double.parseDouble(number.text()))) {
      return BAD_VALUE;
    }
    Optional<Instant> time = time(json.get("timestamp"));
    if (time.isEmpty()) {
      return BAD_TIMESTAMP;
    }
    Optional<Map<String, String>> tags = tags(orAbsent(json.get("tags"), Map.of()));
    if (tags.isEmpty()) {
      return BAD_TAGS;
    }
    if (Duration.between(now, time.get()).compareTo(Duration.ofMinutes(10)) > 0) {
      return FROM_THE_FUTURE;
    }
    Map<String, String> labels = new HashMap<>(tags.get());
    instance.ifPresent(id -> labels.put("instance_id", id));
    return new Sample(name, Labels.of(labels), Double.parseDouble(number.text()), time.get());
  }

  private static Object orAbsent(@Nullable Object value, Object absent) {
    return value == null || value == Nothing.NULL ? absent : value;
  }

  private static boolean good(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        && text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
  }

  private static Optional<Map<String, String>> tags(Object json) {
    if (!(json instanceof Map<?, ?> object)
        || object.values().stream().filter(value -> value != Nothing.NULL).count() > 64) {
      return Optional.empty();
    }
    Map<String, String> tags = new HashMap<>();
    for (Map.Entry<?, ?> tag : object.entrySet()) {
      String name = (String) tag.getKey();
      if (tag.getValue() == Nothing.NULL) {
        continue;
      }
      String text =
          tag.getValue() instanceof Num number ? number.text() : String.valueOf(tag.getValue());
      boolean single =
          tag.getValue() instanceof String
              || tag.getValue() instanceof Num
              || tag.getValue() instanceof Boolean;
      if (!single
          || name.isEmpty()
          || !good(name, 128)
          || !good(text, 1_024)
          || name.equals("instance_id")
          || name.equals("metric_name")) {
        return Optional.empty();
      }
      tags.put(name, text);
    }
    return Optional.of(tags);
  }

  private static Optional<Instant> time(@Nullable Object json) {
    Optional<Instant> time =
        switch (json) {
          case String text -> text(text);
          case Num number -> seconds(number.exact());
          case null, default -> Optional.empty();
        };
    return time.filter(t -> !t.isBefore(Instant.EPOCH) && !t.isAfter(END))
        .map(t -> t.truncatedTo(ChronoUnit.MILLIS));
  }

  private static Optional<Instant> seconds(BigDecimal seconds) {
    if (seconds.signum() < 0 || seconds.compareTo(new BigDecimal("1e12")) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        Instant.ofEpochMilli(
            seconds.multiply(new BigDecimal(1_000)).setScale(0, RoundingMode.FLOOR).longValue()));
  }

  private static Optional<Instant> text(String text) {
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      Instant local = LocalDateTime.parse(parts.group(1)).toInstant(ZoneOffset.UTC);
      if (parts.group(2) == null) {
        return Optional.of(local);
      }
      int hours = Integer.parseInt(parts.group(3));
      int minutes = Integer.parseInt(parts.group(4));
      Duration offset = Duration.ofMinutes(hours * 60L + minutes);
      return hours > 23 || minutes > 59
          ? Optional.empty()
          : Optional.of(parts.group(2).equals("+") ? local.minus(offset) : local.plus(offset));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
