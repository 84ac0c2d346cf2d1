package dev.tocsin.local.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.formats.SampleDecoder;
import io.airlift.compress.snappy.SnappyCompressor;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs of people who run alerting on metric streams, and what they expect. */
class FieldCasesTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  /** As Prometheus reads them. */
  private static final String PROMETHEUS_RULES =
      """
      groups:
      - name: x
        interval: 5s
        rules:
        - alert: HostHot
          expr: max by (instance) (max_over_time(cpu_usage[30s])) > 80
          for: 10s
          annotations: {summary: "{{ $labels.instance }} is hot"}
        - alert: HostDown
          expr: absent_over_time(up{job="api",instance="web-1:9100"}[20s])
          labels: {severity: page}
        - alert: OneHot
          expr: cpu_usage{instance="web-1:9100"} > 80
          for: 10s
        - alert: AnyHot
          expr: cpu_usage > 80
          for: 10s
          annotations: {summary: "{{ $labels.instance }} is hot"}
      """;

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  /** {@code RULE LABELS DEDUP_KEY} of what fired; of the labels only those of the series. */
  private List<String> fired(String rules, String records) throws IOException {
    assertThat(
            RulesCommandTest.run(
                out,
                err,
                "backtest",
                "--rules",
                file("rules.yaml", rules),
                "--data",
                file("records.jsonl", records)))
        .as(err.toString())
        .isZero();
    return out.toString()
        .lines()
        .filter(line -> line.contains("\"to\":\"firing\""))
        .map(FieldCasesTest::shown)
        .distinct()
        .toList();
  }

  private static String shown(String line) {
    String rule = line.replaceAll(".*\"rule_id\":\"(\\w+)\",\"fingerprint\".*", "$1");
    String labels =
        line.replaceAll(".*\"labels\":(\\{.*?}).*", "$1")
            .replaceAll("\"(alertname|rule_id|severity)\":\"[^\"]*\",?", "")
            .replaceAll(",}", "}");
    String instance = line.replaceAll(".*\"dedup_key\":\"\\w+:(.*):cpu_usage:.*", "$1");
    return rule + " " + labels.replace("\"", "") + " " + instance;
  }

  /** A sample of Prometheus at some second. */
  private record Scraped(String metric, String instance, double value, int second) {
    String json() {
      return "{\"metric_name\":\"%s\",\"value\":%s,\"timestamp\":\"%s\",\"tags\":{\"instance\":\"%s\",\"job\":\"api\"}}"
          .formatted(metric, value, START.plusSeconds(second), instance);
    }

    Map<String, String> labels() {
      return new TreeMap<>(Map.of("__name__", metric, "instance", instance, "job", "api"));
    }
  }

  private static List<Scraped> scraped() {
    List<Scraped> all = new ArrayList<>();
    for (int second = 0; second <= 60; second += 2) {
      all.add(new Scraped("up", "web-1:9100", 1, second));
      all.add(new Scraped("cpu_usage", "web-1:9100", 95, second));
      all.add(new Scraped("cpu_usage", "web-2:9100", 91, second));
      all.add(new Scraped("cpu_usage", "web-3:9100", 10, second));
    }
    return all;
  }

  /** A {@code prometheus.WriteRequest} by the field numbers of remote.proto and types.proto. */
  private static byte[] remoteWrite(List<Scraped> all) {
    byte[] plain =
        message(request -> {
          for (Scraped sample : all) {
            request.writeBytes(
                1,
                bytes(series -> {
                  for (Map.Entry<String, String> label : sample.labels().entrySet()) {
                    series.writeBytes(
                        1,
                        bytes(pair -> {
                          pair.writeString(1, label.getKey());
                          pair.writeString(2, label.getValue());
                        }));
                  }
                  series.writeBytes(
                      2,
                      bytes(point -> {
                        point.writeDouble(1, sample.value());
                        point.writeInt64(2, START.plusSeconds(sample.second()).toEpochMilli());
                      }));
                }));
          }
        });
    SnappyCompressor snappy = new SnappyCompressor();
    byte[] packed = new byte[snappy.maxCompressedLength(plain.length)];
    int length = snappy.compress(plain, 0, plain.length, packed, 0, packed.length);
    return Arrays.copyOf(packed, length);
  }

  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) {
    return bytes(fields).toByteArray();
  }

  private static ByteString bytes(Fields fields) {
    ByteString.Output bytes = ByteString.newOutput();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }

  private String imported() throws IOException {
    assertThat(
            RulesCommandTest.run(
                out,
                err,
                "import",
                "--default-severity",
                "medium",
                file("prometheus-rules.yaml", PROMETHEUS_RULES)))
        .as(err.toString())
        .isZero();
    String rules = out.toString();
    out.getBuffer().setLength(0);
    return rules;
  }

  @Test
  void importedRules_onWhatPrometheusWrites_fireForEachHostByName() throws IOException {
    String rules = imported();
    assertThat(rules).contains("'{{labels.instance}} is hot'").doesNotContain("instance_id");

    assertThat(fired(rules, scraped().stream().map(Scraped::json).collect(joining("\n"))))
        .containsExactlyInAnyOrder(
            "host_hot {instance:web-1:9100} web-1:9100",
            "host_hot {instance:web-2:9100} web-2:9100",
            "one_hot {instance:web-1:9100,job:api} web-1:9100",
            "any_hot {instance:web-1:9100,job:api} web-1:9100",
            "any_hot {instance:web-2:9100,job:api} web-2:9100");
  }

  @Test
  void remoteWriteAndJson_ofTheSameSamples_areTheSameSeries() {
    SampleDecoder json = SampleDecoder.of(Topic.Format.JSON);
    List<Sample> written =
        scraped().stream()
            .flatMap(sample ->
                json.decode(sample.json().getBytes(UTF_8), Instant.MAX).samples().stream())
            .toList();

    assertThat(written).hasSameSizeAs(scraped());
    assertThat(
            SampleDecoder.of(Topic.Format.PROMETHEUS_REMOTE_WRITE)
                .decode(remoteWrite(scraped()), Instant.MAX)
                .samples())
        .isEqualTo(written);
  }

  @Test
  void tagWithoutValue_isAbsentAndTheSampleCounts() throws IOException {
    String rules =
        """
        groups:
          - name: g
            interval: 15s
            rules:
              - {id: t, name: T, metric_name: temp, operator: ">", threshold: 80, duration: 0, severity: high}
        """;
    String record =
        """
        {"metric_name": "temp", "instance_id": "web-1", "value": 90, "timestamp": "2026-11-21T10:00:00Z", \
        "tags": {"site": "a", "rack": null}}
        """;

    assertThat(fired(rules, record)).hasSize(1).first().asString().startsWith("t {");
    assertThat(out.toString())
        .contains("\"instance_id\":\"web-1\"", "\"site\":\"a\"")
        .doesNotContain("rack");
    assertThat(err.toString()).doesNotContain("bad_tags");
  }
}
