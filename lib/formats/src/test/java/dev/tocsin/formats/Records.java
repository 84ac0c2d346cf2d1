package dev.tocsin.formats;

import dev.tocsin.engine.sample.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Records that other programs wrote (src/test/fixtures), and samples as lines. */
final class Records {
  private Records() {}

  static byte[] read(String name) {
    try (InputStream in =
        Objects.requireNonNull(Records.class.getResourceAsStream("/records/" + name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code up{instance_id="web-1"} 1.0 @2026-11-21T10:00:00Z} of each. */
  static List<String> lines(Decoded decoded) {
    return decoded.samples().stream().map(Records::line).toList();
  }

  static String line(Sample sample) {
    String labels =
        sample.labels().asMap().entrySet().stream()
            .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    return sample.metricName() + labels + " " + sample.value() + " @" + sample.timestamp();
  }

  /** {@code unsupported: 1 of 3 samples refused: …}, or nothing. */
  static String refusal(Decoded decoded) {
    return decoded
        .rejected()
        .map(rejected -> rejected.reason().code() + ": " + rejected.detail())
        .orElse("");
  }
}
