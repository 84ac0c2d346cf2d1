package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.engine.sample.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesCacheTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  /** Records in which V and T stand for a value and a time. */
  private static final List<String> LAYOUTS =
      List.of(
          "{\"metric_name\":\"a\",\"value\":V,\"timestamp\":T}",
          "{\"metric_name\":\"a\",\"timestamp\":T,\"value\":V}",
          "{\"value\": V, \"timestamp\": T, \"metric_name\": \"a\", \"instance_id\": \"é\"}",
          "{\"timestamp\":  T  ,\"value\":\tV ,\"metric_name\":\"a\"}",
          "{\"metric_name\":\"a\",\"value\":V,\"timestamp\":T,\"value\":2}",
          "{\"metric_name\":\"a\",\"value\":1,\"timestamp\":T,\"value\":V}",
          "{\"metric_name\":\"a\",\"value\":V,\"timestamp\":T,\"timestamp\":\"2026-11-21T09:00:00Z\"}",
          "{\"tags\":{\"value\":V,\"timestamp\":T},\"metric_name\":\"a\",\"value\":V,\"timestamp\":T}",
          "{\"x\":{\"value\":V},\"metric_name\":\"a\",\"value\":V,\"timestamp\":T}",
          "{\"x\":\"\\\"value\\\":V\",\"metric_name\":\"a\",\"value\":V,\"timestamp\":T}",
          "{\"x\":[\"value\",V,\"timestamp\",T],\"metric_name\":\"a\",\"value\":V,\"timestamp\":T}",
          "{\"metric_name\":\"a\",\"value\":V,\"timestamp\":T,\"tags\":{\"s\":\"\\ud800\"}}",
          "{\"metric_name\":\"a\",\"v\\u0061lue\":V,\"timestamp\":T}",
          "{\"metric_name\":\"a\",\"value\":V,\"timestamp\":T} ",
          "{\"metric_name\":\"a\",\"value\":V,\"timestamp\":T}}",
          "{\"metric_name\":\"a\",\"value\":V \"timestamp\":T}",
          "{\"metric_name\":\"a\",\"value\":V,\"timestamp\":T,\"tags\":{\"s\":null,\"t\":\"x\"}}",
          "{\"metric_name\":\"a\",\"instance_id\":7,\"value\":V,\"timestamp\":T,\"tags\":null}",
          "{\"metric_name\":\"a\",\"instance_id\":null,\"value\":V,\"timestamp\":T}",
          "{\"metric_name\":1,\"value\":V,\"timestamp\":T}",
          "\"value\":V,\"timestamp\":T");

  private static final String[] VALUES = {
    "1",
    "-1",
    "0",
    "-0",
    "0.5",
    "12.75",
    "98765432109876543210",
    "1e5",
    "1E-400",
    "01",
    "-01",
    "1.",
    ".5",
    "+1",
    "-",
    "",
    "1 ",
    " 1",
    "1d",
    "0x1",
    "NaN",
    "null",
    "\"1\"",
    "1,",
    "1}",
    "1,\"value\":3",
    "1.5.5",
    "1-1",
    "123456789012345678901234567890",
    "\u00001",
    "1\u0000"
  };

  private static final String[] TIMES = {
    "\"2026-11-21T09:59:59Z\"",
    "\"2026-11-21T09:59:59.123456789Z\"",
    "\"2026-11-21T10:59:59+01:00\"",
    "\"2026-11-21T11:00:00Z\"",
    "\"2026-11-21\"",
    "\"\"",
    "\"",
    "1795254000",
    "1795254000.25",
    "1795254000250",
    "152000000000",
    "1.795254e9",
    "-1",
    "0",
    "null",
    "\"2026-11-21T09:59:59\\u005a\"",
    "\"2026-11-21T09:59:59Z\",\"timestamp\":5",
    "[]"
  };

  private static byte[] record(String layout, Random random) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < layout.length(); at++) {
      char c = layout.charAt(at);
      switch (c) {
        case 'V' -> text.append(one(VALUES, random));
        case 'T' -> text.append(one(TIMES, random));
        default -> text.append(c);
      }
    }
    return text.toString().getBytes(UTF_8);
  }

  /** Often the first, so that records become known. */
  private static String one(String[] texts, Random random) {
    return texts[random.nextBoolean() ? 0 : random.nextInt(texts.length)];
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void decode_recordsThatAreNearlyAlike_isAsIfEachWereTheFirst(long seed) {
    Random random = new Random(seed);
    JsonSampleDecoder decoder = new JsonSampleDecoder();
    JsonSampleDecoder forgetful = new JsonSampleDecoder(new SeriesCache(0), Set.of());
    for (int n = 0; n < 8_000; n++) {
      byte[] record = record(LAYOUTS.get(random.nextInt(LAYOUTS.size())), random);

      Decoded decoded = decoder.decode(record, NOW);

      assertThat(decoded).as(new String(record, UTF_8)).isEqualTo(forgetful.decode(record, NOW));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void decode_manyRecords_isAsIfEachWereAlone(long seed) {
    Random random = new Random(seed);
    JsonSampleDecoder decoder = new JsonSampleDecoder();
    ParsedAlone alone = new ParsedAlone();
    for (int n = 0; n < 200; n++) {
      List<byte[]> records = new ArrayList<>();
      for (int left = random.nextInt(60); left > 0; left--) {
        records.add(record(LAYOUTS.get(random.nextInt(LAYOUTS.size())), random));
      }
      records.add(new byte[JsonSampleDecoder.MAX_BYTES + 1]);

      alone.assertSame(decoder, records, NOW);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void decode_valuesAndTimesOfAKnownSeries_areAsTheParserReadsThem(long seed) {
    Random random = new Random(seed);
    List<byte[]> records = new ArrayList<>();
    for (int n = 0; n < 8_000; n++) {
      String record =
          "{\"metric_name\":\"m%d\",\"value\":%s,\"timestamp\":%s}"
              .formatted(random.nextInt(12), number(random), time(random));
      records.add(record.getBytes(UTF_8));
    }

    new ParsedAlone().assertSame(new JsonSampleDecoder(), records, NOW);
  }

  /** Of every length up to more than is read without the parser. */
  private static String number(Random random) {
    String integer =
        random.nextInt(3) == 0 ? "0" : 1 + random.nextInt(9) + digits(random.nextInt(16), random);
    String fraction = random.nextInt(3) == 0 ? "" : "." + digits(1 + random.nextInt(14), random);
    return (random.nextInt(4) == 0 ? "-" : "") + integer + fraction;
  }

  private static String digits(int count, Random random) {
    return random.ints(count, 0, 10).mapToObj(Integer::toString).collect(joining());
  }

  /** Few minutes and many seconds, some of which do not exist. */
  private static String time(Random random) {
    String[] minutes = {
      "2026-11-21T09:58", "2026-11-21T09:59", "2026-02-29T10:00", "2026-11-21T9:59"
    };
    String[] ends = {"Z", ".5Z", ".250Z", ".123456789Z", "+00:00", "-00:01", "Zz", ".Z", ""};
    return random.nextInt(8) == 0
        ? 1_795_253_000 + random.nextInt(1_000) + "." + digits(1 + random.nextInt(5), random)
        : "\"%s:%02d%s\"".formatted(one(minutes, random), random.nextInt(62), one(ends, random));
  }

  private static Sample sample(JsonSampleDecoder decoder, String host, double value) {
    String record =
        "{\"metric_name\":\"cpu\",\"instance_id\":\"%s\",\"value\":%s,\"timestamp\":179525400%s}"
            .formatted(host, value, value);
    return decoder.decode(record.getBytes(UTF_8), Instant.MAX).samples().getFirst();
  }

  @Test
  void decode_sameSeries_isTheSameObject() {
    JsonSampleDecoder decoder = new JsonSampleDecoder();
    List<Sample> first = new ArrayList<>();
    for (int host = 0; host < 5_000; host++) {
      first.add(sample(decoder, "h" + host, 1.5));
    }
    for (int host = 0; host < 5_000; host++) {
      Sample again = sample(decoder, "h" + host, 2.25);
      assertThat(again.series()).isSameAs(first.get(host).series());
      assertThat(again.value()).isEqualTo(2.25);
      assertThat(again.at()).isEqualTo(1_795_254_002_250L);
    }
  }

  @Test
  void decode_moreSeriesThanHaveRoom_keepsSomeAndLetsGoOfThoseThatEnded() {
    JsonSampleDecoder decoder = new JsonSampleDecoder(new SeriesCache(100_000), Set.of());
    assertThat(known(decoder, "old", 1_000)).isBetween(100, 500);

    known(decoder, "new", 1_000);

    assertThat(known(decoder, "new", 1_000)).isBetween(100, 500);
  }

  /** How many of so many series are known; each is looked at twice. */
  @SuppressWarnings("ReferenceEquality")
  private static int known(JsonSampleDecoder decoder, String name, int count) {
    int known = 0;
    for (int host = 0; host < count; host++) {
      Sample before = sample(decoder, name + host, 1);
      known += sample(decoder, name + host, 2).series() == before.series() ? 1 : 0;
    }
    return known;
  }
}
