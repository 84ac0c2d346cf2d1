package dev.tocsin.bench.evaluate;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rulefile.RuleFiles;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rules and samples that follow from a seed. Each metric has two rules, so that every sample is
 * taken by two. Each series has a sample in each period; one in two hundred is bad for minutes.
 */
final class Workload {
  /** When the samples begin, unless it is said. */
  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  /** Between two samples of a series, unless it is said. */
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private static final long SPELL = 300_000;
  private static final String[] SERVICES = {"checkout", "search", "payments", "catalogue"};

  private final Kind kind;
  private final int metrics;
  private final int series;
  private final long seed;
  private final long start;
  private final long period;

  /**
   * @param rules an even number
   */
  Workload(Kind kind, int rules, int series, long seed) {
    this(kind, rules, series, seed, START, PERIOD);
  }

  /**
   * @param start when the samples begin
   * @param period between two samples of a series
   */
  Workload(Kind kind, int rules, int series, long seed, Instant start, Duration period) {
    this.kind = kind;
    this.metrics = Math.max(1, rules / 2);
    this.series = series;
    this.seed = seed;
    this.start = start.toEpochMilli();
    this.period = period.toMillis();
  }

  /** Whether it has rules over windows. */
  boolean isWindowed() {
    return kind != Kind.THRESHOLD;
  }

  /** How many series it has. */
  int series() {
    return series;
  }

  /** The rules as a file has them. */
  String rules() {
    StringBuilder yaml = new StringBuilder("groups:\n  - name: bench\n    rules:\n");
    for (int metric = 0; metric < metrics; metric++) {
      for (int number = 0; number < 2; number++) {
        yaml.append(
            "      - {id: r%d_%d, name: Rule %d, metric_name: app.metric_%d, "
                .formatted(metric, number, number, metric));
        yaml.append(kind.isWindowed(metric) ? windowed(number) : threshold(number));
        yaml.append(", severity: high, max_keys: 1000000}\n");
      }
    }
    return yaml.toString();
  }

  RuleSet ruleSet() {
    Problems problems = new Problems();
    return RuleFiles.read(List.of(new SourceFile("bench.yaml", rules())), problems)
        .orElseThrow(() -> new IllegalStateException(problems.toString()));
  }

  private static String threshold(int number) {
    return "operator: '>', threshold: %d, duration: 1m".formatted(90 + 5 * number);
  }

  private static String windowed(int number) {
    return number == 0
        ? "type: rate, mode: gauge, operator: '>', threshold: 10, window: 5m"
        : "aggregate: p99, operator: '>', threshold: 90, window: 5m";
  }

  /** Takes records. */
  interface Records {
    /**
     * @param host whose series the record is of
     */
    void add(String host, byte[] record) throws IOException;
  }

  /** Makes so many records. */
  void make(long samples, Records records) throws IOException {
    Source source = source();
    for (long number = 0; number < samples; number++) {
      source.next(records);
    }
  }

  /** All records in their order, one at a time. */
  Source source() {
    return new Source();
  }

  /** See {@link #source}. */
  final class Source {
    private final SplittableRandom random = new SplittableRandom(seed);
    private long number;

    /** The time of the next one, in milliseconds since 1970. */
    long at() {
      return start + number / series * period + number % series * period / series;
    }

    /** Makes the next one. */
    void next(Records records) throws IOException {
      int index = (int) (number % series);
      records.add(
          "host-" + index / metrics, record(index, at(), random).getBytes(StandardCharsets.UTF_8));
      number++;
    }
  }

  /** Writes so many records, each after its length. */
  void write(long samples, DataOutputStream out) throws IOException {
    make(
        samples,
        (host, record) -> {
          out.writeShort(record.length);
          out.write(record);
        });
  }

  private String record(int index, long at, SplittableRandom random) {
    boolean isBad = new SplittableRandom(seed ^ index * 31L ^ at / SPELL).nextInt(200) == 0;
    double value = (isBad ? 96 : 20 + index % 60) + random.nextInt(300) / 100.0;
    int host = index / metrics;
    return "{\"metric_name\":\"app.metric_"
        + index % metrics
        + "\",\"instance_id\":\"host-"
        + host
        + "\",\"value\":"
        + value
        + ",\"timestamp\":\""
        + Instant.ofEpochMilli(at)
        + "\",\"tags\":{\"environment\":\"production\",\"region\":\"eu-central-1\",\"service\":\""
        + SERVICES[host % SERVICES.length]
        + "\"}}";
  }
}
