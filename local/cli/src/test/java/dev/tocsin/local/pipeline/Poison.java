package dev.tocsin.local.pipeline;

import dev.tocsin.core.deadletter.RawBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A record that is no sample.
 *
 * @param value its bytes; none for a tombstone
 * @param reason with which it is to become a dead letter
 */
record Poison(Optional<RawBytes> value, String reason) {
  private static final String GOOD =
      "\"metric_name\":\"temperature\",\"instance_id\":\"a\",\"value\":90";

  /** One of each kind. */
  static List<Poison> allKinds(Instant now) {
    String time = ",\"timestamp\":\"" + now + "\"";
    byte[] binary = new byte[3_000];
    new SplittableRandom(1).nextBytes(binary);
    return List.of(
        new Poison(Optional.empty(), "malformed_json"),
        of("malformed_json", new byte[0]),
        of("malformed_json", new byte[] {0}),
        of("malformed_json", binary),
        of("malformed_json", "{" + GOOD),
        of("malformed_json", "[{" + GOOD + time + "}]"),
        of("malformed_json", "{" + GOOD + time + "}}"),
        of("malformed_json", with("value", "NaN", time)),
        of("malformed_json", with("value", "-Infinity", time)),
        of("missing_field", "{}"),
        of("missing_field", "{" + GOOD + "}"),
        of("missing_field", "{\"metric_name\":\"temperature\"" + time + "}"),
        of("missing_field", "{\"value\":1" + time + "}"),
        of("bad_name", with("metric_name", "7", time)),
        of("bad_name", with("metric_name", "\"tempe\\u0000rature\"", time)),
        of("bad_name", with("metric_name", "\"tempe\\ud800rature\"", time)),
        of("bad_name", with("instance_id", "\"a\\u0000\"", time)),
        of("bad_name", with("instance_id", "\"\\udc00a\"", time)),
        of("bad_name", with("instance_id", "{}", time)),
        of("bad_value", with("value", "\"NaN\"", time)),
        of("bad_value", with("value", "\"90\"", time)),
        of("bad_value", with("value", "1e999", time)),
        of("bad_value", with("value", "-1e999", time)),
        of("bad_value", with("value", "true", time)),
        of("bad_value", with("value", "[90]", time)),
        of("bad_timestamp", "{" + GOOD + ",\"timestamp\":\"1969-12-31T23:59:59.999Z\"}"),
        of("bad_timestamp", "{" + GOOD + ",\"timestamp\":-1}"),
        of("bad_timestamp", "{" + GOOD + ",\"timestamp\":1e999}"),
        of("bad_timestamp", "{" + GOOD + ",\"timestamp\":\"yesterday\"}"),
        of("bad_timestamp", "{" + GOOD + ",\"timestamp\":false}"),
        of("from_the_future", "{" + GOOD + ",\"timestamp\":\"" + now.plusSeconds(3_600) + "\"}"),
        of("bad_tags", with("tags", "\"x\"", time)),
        of("bad_tags", with("tags", "{\"a\":[1]}", time)),
        of("bad_tags", with("tags", "{\"a\\u0000\":\"x\"}", time)),
        of("bad_tags", with("tags", "{\"a\":\"x\\u0000\"}", time)),
        of("bad_tags", with("tags", "{\"a\\ud83d\":\"x\"}", time)),
        of("bad_tags", with("tags", "{\"a\":\"\\ude00x\"}", time)),
        of("too_large", with("padding", "\"" + "x".repeat(1_000_000) + "\"", time)),
        of("too_large", filled(1 << 20)));
  }

  byte[] bytes() {
    return value.map(RawBytes::toArray).orElse(new byte[0]);
  }

  private static Poison of(String reason, String json) {
    return of(reason, json.getBytes(StandardCharsets.UTF_8));
  }

  private static Poison of(String reason, byte[] bytes) {
    return new Poison(Optional.of(RawBytes.of(bytes)), reason);
  }

  /** A good record, but for a field that is given once more: the later one counts. */
  private static String with(String field, String value, String time) {
    return "{" + GOOD + time + ",\"" + field + "\":" + value + "}";
  }

  private static byte[] filled(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 0xfe);
    return bytes;
  }
}
