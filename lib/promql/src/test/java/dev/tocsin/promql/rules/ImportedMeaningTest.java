package dev.tocsin.promql.rules;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.replay.Replay;
import dev.tocsin.engine.replay.TransitionLine;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.promql.Expr;
import dev.tocsin.promql.PromqlParser;
import dev.tocsin.promql.Times;
import dev.tocsin.promql.rules.RuleImport.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An imported rule fires when Prometheus would: a naive reading of both the expression and the
 * alert's life agrees with a replay at every evaluation time.
 */
class ImportedMeaningTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final long INTERVAL = Duration.ofMinutes(1).toMillis();
  private static final long LENGTH = Duration.ofHours(3).toMillis();
  private static final int HISTORIES = 8;

  private static String file(String expr, String duration, String keepFiringFor) {
    return """
    groups:
      - name: g
        interval: 1m
        rules:
          - alert: A
            expr: '%s'
            for: %s
            keep_firing_for: %s
            labels: {severity: page}
    """
        .formatted(expr, duration, keepFiringFor);
  }

  private static RuleSet imported(String file) {
    Problems problems = new Problems();
    Result result =
        RuleImport.run(
                List.of(new SourceFile("a.yaml", file)),
                new RuleImport.Settings(
                    false, Duration.ofMinutes(1), new Severities(Map.of(), Optional.empty())),
                problems)
            .orElseThrow(() -> new AssertionError(problems));
    assertThat(result.remarks()).isEmpty();
    return RuleFiles.read(List.of(new SourceFile("b.yaml", result.text())), problems)
        .orElseThrow(() -> new AssertionError(problems));
  }

  private static Sample sample(String metric, Map<String, String> labels, double value, long at) {
    return new Sample(metric, Labels.of(labels), value, START.plusMillis(at));
  }

  /**
   * Three series with samples 5 to 55 s apart, on multiples of 5 s, so that many lie on the edges
   * of windows.
   */
  private static List<Sample> steady(Random random, String metric, int values) {
    List<Sample> samples = new ArrayList<>();
    for (int series = 0; series < 3; series++) {
      Map<String, String> labels =
          Map.of("instance_id", "i" + series, "a", series == 0 ? "x" : "y");
      double value = random.nextInt(values);
      for (long at = 5_000; at <= LENGTH; at += 5_000L * (1 + random.nextInt(11))) {
        value = random.nextInt(8) == 0 ? random.nextInt(values) : value;
        samples.add(sample(metric, labels, value, at));
      }
    }
    samples.sort(comparing(Sample::timestamp));
    return samples;
  }

  /** Bursts of samples of a metric, with silence between them. */
  private static List<Sample> bursts(Random random, String metric) {
    List<Sample> samples = new ArrayList<>();
    Map<String, String> labels = Map.of("instance_id", "i", "job", "api");
    for (long at = 0; at <= LENGTH; at += 5_000L * (1 + random.nextInt(20))) {
      samples.add(sample(metric, labels, 1, at));
      at += random.nextInt(8) == 0 ? 60_000L * random.nextInt(20) : 0;
    }
    return samples;
  }

  /** What fires after each evaluation time, by the replay of the imported rule. */
  private static Map<Long, Set<String>> replayed(RuleSet ruleSet, List<Sample> samples) {
    List<TransitionLine> lines = new ArrayList<>();
    Replay replay = new Replay(ruleSet, Duration.ZERO, AlertNaming.DEFAULT, lines::add);
    samples.forEach(replay::accept);
    replay.passTime(START.plusMillis(LENGTH + 1));
    Map<Long, Set<String>> firing = new LinkedHashMap<>();
    Set<String> now = new TreeSet<>();
    int next = 0;
    for (long at = INTERVAL; at <= LENGTH; at += INTERVAL) {
      while (next < lines.size()
          && !lines.get(next).transition().at().isAfter(START.plusMillis(at))) {
        TransitionLine line = lines.get(next++);
        if (line.transition().to() == Phase.FIRING) {
          now.add(seriesLabels(line));
        } else {
          now.remove(seriesLabels(line));
        }
      }
      firing.put(at, Set.copyOf(now));
    }
    return firing;
  }

  private static String seriesLabels(TransitionLine line) {
    Map<String, String> labels = new TreeMap<>(line.labels().asMap());
    labels.keySet().removeAll(Set.of("alertname", "rule_id", "severity"));
    return labels.toString();
  }

  private static Map<Long, Set<String>> byPrometheus(
      String expr, String duration, String keepFiringFor, List<Sample> samples) {
    Expr parsed = PromqlParser.parse(expr);
    NaivePromql promql = new NaivePromql(samples);
    NaiveAlert alert =
        new NaiveAlert(
            Times.parse(duration).orElseThrow().toMillis(),
            Times.parse(keepFiringFor).orElseThrow().toMillis());
    Map<Long, Set<String>> firing = new LinkedHashMap<>();
    for (long at = INTERVAL; at <= LENGTH; at += INTERVAL) {
      long time = START.toEpochMilli() + at;
      firing.put(at, Set.copyOf(alert.evaluate(time, promql.at(time, parsed).keySet())));
    }
    return firing;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "m > 50 ¦ 0s ¦ 0s",
        "m >= 50 ¦ 2m ¦ 0s",
        "m < 20 ¦ 90s ¦ 3m",
        "m{a=\"x\"} > 30 ¦ 1m ¦ 90s",
        "avg_over_time(m[10m]) > 60 ¦ 0s ¦ 0s",
        "avg_over_time(m[7m]) < 40 ¦ 3m ¦ 2m",
        "min_over_time(m[5m]) > 20 ¦ 1m ¦ 0s",
        "max_over_time(m[5m]) <= 90 ¦ 1m ¦ 0s",
        "sum_over_time(m[10m]) > 1000 ¦ 1m ¦ 0s",
        "count_over_time(m[10m]) > 20 ¦ 1m ¦ 1m",
        "last_over_time(m[3m]) > 50 ¦ 1m ¦ 0s",
        "stddev_over_time(m[10m]) > 25 ¦ 1m ¦ 0s",
        "max by (a) (max_over_time(m[5m])) > 80 ¦ 1m ¦ 0s",
        "min(min_over_time(m[5m])) < 10 ¦ 1m ¦ 0s",
        "sum by (a) (sum_over_time(m[5m])) > 1500 ¦ 1m ¦ 0s",
        "sum by (a) (count_over_time(m[5m])) > 22 ¦ 0s ¦ 1m",
      })
  void steadySeries_fireAsInPrometheus(String expr, String duration, String keepFiringFor) {
    assertSame(expr, duration, keepFiringFor, random -> steady(random, "m", 100));
  }

  /** In every history, at every evaluation time; something fires in one of them at least. */
  private static void assertSame(
      String expr,
      String duration,
      String keepFiringFor,
      Function<Random, List<Sample>> histories) {
    RuleSet ruleSet = imported(file(expr, duration, keepFiringFor));
    boolean anything = false;
    for (int seed = 0; seed < HISTORIES; seed++) {
      List<Sample> samples = histories.apply(new Random(seed));
      Map<Long, Set<String>> expected = byPrometheus(expr, duration, keepFiringFor, samples);
      anything |= expected.values().stream().anyMatch(firing -> !firing.isEmpty());
      assertThat(replayed(ruleSet, samples)).as("seed %d", seed).isEqualTo(expected);
    }
    assertThat(anything).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"up == 0", "up != 1", "up == 1", "max_over_time(up[2m]) == 0"})
  void up_firesAsInPrometheus(String expr) {
    assertSame(expr, "1m", "0s", random -> steady(random, "up", 2));
  }

  @ParameterizedTest
  @CsvSource({
    "absent(m), 0s, 0s",
    "absent(m), 90s, 0s",
    "'absent(m{job=\"api\"})', 4m, 3m",
    "'absent_over_time(m{job=\"api\"}[7m])', 2m, 0s",
    "absent_over_time(m[90s]), 0s, 1m",
  })
  void bursts_areAbsentAsInPrometheus(String expr, String duration, String keepFiringFor) {
    assertSame(expr, duration, keepFiringFor, random -> bursts(random, "m"));
  }

  /** The one difference that every rule has (docs/adr/0013). */
  @ParameterizedTest
  @CsvSource({"0s, 1", "3m, 0"})
  void seriesThatEnds_resolvesOneIntervalLaterUnlessKept(String keepFiringFor, long later) {
    List<Sample> samples =
        List.of(
            sample("m", Map.of("instance_id", "i"), 9, 5_000),
            sample("other", Map.of("instance_id", "i"), 1, LENGTH));
    Set<String> firing = Set.of("{instance_id=i}");
    long theirs = count(byPrometheus("m > 5", "0s", keepFiringFor, samples), firing);
    long ours = count(replayed(imported(file("m > 5", "0s", keepFiringFor)), samples), firing);

    assertThat(theirs).isGreaterThanOrEqualTo(5);
    assertThat(ours).isEqualTo(theirs + later);
  }

  private static long count(Map<Long, Set<String>> firing, Set<String> expected) {
    return firing.values().stream().filter(expected::equals).count();
  }
}
