package dev.tocsin.routing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoJsonTest {
  private static final int[] POINTS = {
    'a', 'b', '<', '&', '"', '\\', '\n', 1, 0x7F, 0xE9, 0x2028, 0x2029, 0xFFEE, 0x1F600, 0x10FFFF
  };

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.500Z, 2026-01-01T00:00:00.5Z",
    "2026-01-01T00:00:00.120450Z, 2026-01-01T00:00:00.12045Z",
    "2026-01-01T00:00:00.000000001Z, 2026-01-01T00:00:00.000000001Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z"
  })
  void time_anyInstant_hasNoZerosAtItsEnd(Instant time, String written) {
    assertThat(GoJson.time(time)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "whole 😀, whole 😀",
    "'a\ud83d', a\ufffd",
    "'\ude00b', \ufffdb",
    "'\ude00\ud83d', \ufffd\ufffd"
  })
  void text_halfOfACharacter_isReplaced(String text, String whole) {
    assertThat(GoJson.text(text)).isEqualTo(whole);
  }

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  /** Long ones too, since they are written in pieces. */
  @ParameterizedTest
  @MethodSource("seeds")
  void factory_randomText_isEscapedAsTheNaiveOracleSays(int seed) throws IOException {
    Random random = new Random(seed);
    int length = random.nextInt(seed % 2 == 0 ? 40 : 20_000);
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < length; at++) {
      text.appendCodePoint(POINTS[random.nextInt(POINTS.length)]);
    }
    assertThat(written(text.toString())).as("seed %d", seed).isEqualTo(naive(text.toString()));
  }

  private static String written(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = GoJson.FACTORY.createGenerator(bytes)) {
      json.writeString(text);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String naive(String text) {
    return '"'
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\u0001", "\\u0001")
            .replace("<", "\\u003c")
            .replace("&", "\\u0026")
            .replace("\u2028", "\\u2028")
            .replace("\u2029", "\\u2029")
        + '"';
  }
}
