package dev.tocsin.formats;

import static dev.tocsin.engine.sample.RejectionReason.MALFORMED_LINE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.formats.Decoded.Rejected;
import java.util.Map;
import java.util.Set;

/**
 * Decodes records that hold points of InfluxDB's line protocol, one on each line, as Telegraf
 * writes them with {@code data_format = "influx"}: each field that is a number or a boolean is a
 * sample (docs/records.md).
 */
final class InfluxLineDecoder implements SampleDecoder {
  private static final long NANOS = 1_000_000;

  private final Set<String> dropped;

  /**
   * @param dropped names of labels that are taken as absent
   */
  InfluxLineDecoder(Set<String> dropped) {
    this.dropped = Set.copyOf(dropped);
  }

  @Override
  public Decoded decode(byte[] value, SampleClock clock) {
    return RecordSize.tooLarge(value).orElseGet(() -> read(value, clock));
  }

  private Decoded read(byte[] value, SampleClock clock) {
    if (!SampleText.utf8(value)) {
      return Decoded.of(new Rejected(MALFORMED_LINE, "not valid UTF-8"));
    }
    RecordSamples samples = new RecordSamples(clock, dropped);
    InfluxLines lines = new InfluxLines(new String(value, UTF_8));
    while (lines.hasNext()) {
      try {
        take(lines.next(), samples);
      } catch (InfluxLines.LineProblem problem) {
        samples.reject(1, MALFORMED_LINE, "line " + lines.number(), problem.sentence());
        lines.skip();
      }
    }
    return samples.decoded();
  }

  private static void take(InfluxLines.Point point, RecordSamples samples) {
    long millis = point.time().map(nanos -> Math.floorDiv(nanos, NANOS)).orElse(Timestamp.NONE);
    for (Map.Entry<String, Double> field : point.fields().entrySet()) {
      String metric = FieldMetric.name(point.measurement(), field.getKey());
      samples.add(samples.series(metric, point.tags()), field.getValue(), millis);
    }
  }
}
