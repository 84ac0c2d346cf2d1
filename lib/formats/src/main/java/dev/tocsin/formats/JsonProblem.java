package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.Serial;

/**
 * Says that JSON has another shape than a format's. What is not JSON at all gets a sentence of our
 * own too, since the parser's own messages advise the programmer who configures it.
 */
final class JsonProblem extends JsonProcessingException {
  @Serial private static final long serialVersionUID = 1L;

  /** How many characters are shown before the place of a problem, and after it. */
  private static final int BEFORE = 24;

  private static final int AFTER = 8;

  /**
   * @param problem one sentence
   */
  JsonProblem(JsonParser parser, String problem) {
    super(problem, parser.currentTokenLocation());
  }

  /**
   * What is wrong, and where.
   *
   * @param value what was parsed; valid UTF-8
   */
  static String of(JsonProcessingException e, byte[] value) {
    if (e instanceof JsonProblem) {
      return e.getOriginalMessage();
    }
    JsonLocation at = e.getLocation();
    if (e instanceof JsonEOFException || at == null) {
      return "not valid JSON: it ends too early";
    }
    String near = near(at, value);
    return "not valid JSON at line %d, column %d, near %s%s"
        .formatted(
            at.getLineNr(),
            at.getColumnNr(),
            near,
            near.contains("NaN") || near.contains("Infinity")
                ? ": a number is finite, and has digits"
                : "");
  }

  private static String near(JsonLocation at, byte[] value) {
    String text = new String(value, UTF_8);
    long place =
        at.getByteOffset() < 0
            ? at.getCharOffset()
            : new String(value, 0, (int) Math.min(at.getByteOffset(), value.length), UTF_8)
                .length();
    int middle = Math.clamp(place, 0, text.length());
    return text.substring(Math.max(0, middle - BEFORE), Math.min(text.length(), middle + AFTER));
  }
}
