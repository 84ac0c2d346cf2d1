package dev.tocsin.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.engine.sample.Series;
import dev.tocsin.formats.Decoded.Rejected;
import dev.tocsin.formats.JsonFastPath.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records that hold one JSON object each (docs/records.md). Safe for use by several
 * threads.
 *
 * <p>With {@link Instant#MAX} as the clock no sample is from the future.
 */
public final class JsonSampleDecoder implements SampleDecoder {
  static final int MAX_BYTES = 64 * 1024;

  /** The limits of the parser are wider than any record: what is well-formed is to be read. */
  private static final StreamReadConstraints NO_LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_BYTES)
          .maxNumberLength(MAX_BYTES)
          .maxNameLength(MAX_BYTES)
          .maxStringLength(MAX_BYTES)
          .build();

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(NO_LIMITS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  private final SeriesCache known;
  private final Set<String> dropped;

  public JsonSampleDecoder() {
    this(Set.of());
  }

  /**
   * @param dropped names of labels that are taken as absent
   */
  JsonSampleDecoder(Set<String> dropped) {
    this(SeriesCache.ofTheHeap(), dropped);
  }

  JsonSampleDecoder(SeriesCache known, Set<String> dropped) {
    this.known = known;
    this.dropped = Set.copyOf(dropped);
  }

  @Override
  public Decoded decode(byte[] value, SampleClock clock) {
    Parts parts = parts(value, new JsonFastPath());
    return decoded(value, parts, find(parts), clock);
  }

  /**
   * Looks for the series of all before it looks at one: the memory that they lie in is slow for who
   * asks and waits, not for who asks for many.
   */
  @Override
  public List<Decoded> decode(List<byte[]> values, Instant now) {
    SampleClock clock = SampleClock.of(now);
    JsonFastPath cutter = new JsonFastPath();
    @Nullable Parts[] parts = new Parts[values.size()];
    for (int at = 0; at < parts.length; at++) {
      parts[at] = parts(values.get(at), cutter);
    }
    @Nullable Series[] series = known.find(parts);
    List<Decoded> all = new ArrayList<>(parts.length);
    for (int at = 0; at < parts.length; at++) {
      // One that was not known may have come since, earlier in the batch.
      Series known = series[at] != null ? series[at] : find(parts[at]);
      all.add(decoded(values.get(at), parts[at], known, clock));
    }
    return all;
  }

  private @Nullable Series find(@Nullable Parts parts) {
    return parts == null ? null : known.find(parts);
  }

  private static @Nullable Parts parts(byte[] value, JsonFastPath cutter) {
    return value.length > MAX_BYTES ? null : cutter.cut(value);
  }

  private Decoded decoded(
      byte[] value, @Nullable Parts parts, @Nullable Series series, SampleClock clock) {
    if (value.length > MAX_BYTES) {
      return Decoded.of(
          new Rejected(
              RejectionReason.TOO_LARGE,
              "record has " + value.length + " bytes: at most " + MAX_BYTES + " are read"));
    }
    if (parts != null && series != null) {
      long at = clock.time(parts.at());
      if (at != Timestamp.NONE && !SampleLimits.isFromTheFuture(at, clock.now())) {
        return Decoded.of(new Sample(series, parts.value(), at));
      }
    }
    return parsed(value, parts, clock);
  }

  private Decoded parsed(byte[] value, @Nullable Parts parts, SampleClock clock) {
    if (!SampleText.utf8(value)) {
      return malformed("not valid UTF-8");
    }
    if (value.length > 0 && value[0] == (byte) 0xef) {
      return malformed("begins with a byte order mark, or another character that is no brace");
    }
    try {
      RecordFields fields = new RecordFields(dropped);
      String problem = read(value, fields);
      if (!problem.isEmpty()) {
        return malformed(problem);
      }
      Decoded decoded = fields.decoded(clock);
      if (parts != null && fields.are(parts.valueAt(), parts.timeAt())) {
        decoded.samples().forEach(sample -> known.add(parts, sample.series()));
      }
      return decoded;
    } catch (JsonProcessingException e) {
      return malformed(JsonProblem.of(e, value));
    } catch (IOException e) {
      throw new IllegalStateException("reading an array of bytes failed", e);
    }
  }

  private static Decoded malformed(String detail) {
    return Decoded.of(new Rejected(RejectionReason.MALFORMED_JSON, SampleText.shown(detail, 300)));
  }

  /** Fills the fields; what is wrong, or nothing. */
  private String read(byte[] value, RecordFields fields) throws IOException {
    try (JsonParser parser = parser(value)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        return first == null ? "record is empty" : "record is no JSON object";
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.take(name, parser);
      }
      return parser.nextToken() == null ? "" : "something stands after the JSON object";
    }
  }

  /**
   * The parser of bytes is the fast one, but takes no names with half a surrogate pair, which are
   * well-formed JSON; the parser of characters does.
   */
  private JsonParser parser(byte[] value) throws IOException {
    return surrogateEscaped(value)
        ? json.createParser(new String(value, StandardCharsets.UTF_8))
        : json.createParser(value);
  }

  private static boolean surrogateEscaped(byte[] bytes) {
    for (int at = 0; at + 2 < bytes.length; at++) {
      if (bytes[at] == '\\' && bytes[at + 1] == 'u' && (bytes[at + 2] | 0x20) == 'd') {
        return true;
      }
    }
    return false;
  }
}
