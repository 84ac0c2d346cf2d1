package dev.tocsin.local.pipeline;

import static java.util.Comparator.naturalOrder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.testkit.oracle.NaiveEvaluator;
import dev.tocsin.testkit.oracle.RandomHistory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Random rules, and samples for each partition in the order of its log.
 *
 * @param rules a file of rules
 * @param partitions by number
 */
record History(String rules, List<List<Sample>> partitions) {
  static final Duration LATENESS = Duration.ofSeconds(10);
  static final Duration DEDUP_WINDOW = Duration.ofMinutes(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Makes one.
   *
   * @param chapters how many histories, each of series of its own, follow each other in a partition
   * @param end the time of the newest sample of each partition
   */
  static History random(RandomGenerator random, int partitions, int chapters, Instant end) {
    return new History(
        rules(random),
        IntStream.range(0, partitions)
            .mapToObj(partition -> samples(random, "p" + partition, chapters, end))
            .toList());
  }

  private static String rules(RandomGenerator random) {
    return """
    groups:
      - name: history
        interval: 15s
        rules:
          - {id: high, name: high, metric_name: cpu, operator: ">", threshold: 80,
             severity: high, %s}
          - {id: low, name: low, metric_name: cpu, operator: "<=", threshold: 40,
             severity: low, %s}
          - {id: exact, name: exact, metric_name: cpu, operator: "==", threshold: 90,
             filters: {env: prod}, severity: critical, %s}
    """
        .formatted(timing(random), timing(random), timing(random));
  }

  private static List<Sample> samples(
      RandomGenerator random, String host, int chapters, Instant end) {
    List<Sample> all = new ArrayList<>();
    for (int chapter = 0; chapter < chapters; chapter++) {
      List<Sample> samples = RandomHistory.samples(random, host + "c" + chapter);
      Duration later =
          all.isEmpty()
              ? Duration.ZERO
              : Duration.between(samples.getFirst().timestamp(), last(all).plusSeconds(30));
      samples.forEach(sample -> all.add(moved(sample, later)));
    }
    Duration toTheEnd = Duration.between(last(all), end);
    return all.stream().map(sample -> moved(sample, toTheEnd)).toList();
  }

  private static Instant last(List<Sample> samples) {
    return samples.stream().map(Sample::timestamp).max(naturalOrder()).orElseThrow();
  }

  private static Sample moved(Sample sample, Duration by) {
    return new Sample(
        sample.metricName(), sample.labels(), sample.value(), sample.timestamp().plus(by));
  }

  private static String timing(RandomGenerator random) {
    return "duration: %d, keep_firing_for: %d, cooldown: %d, repeat_interval: %d, stale_after: %d, on_no_data: %s"
        .formatted(
            pick(random, 0, 1, 30),
            pick(random, 0, 0, 20),
            pick(random, 10, 60, 300),
            pick(random, 0, 5, 60, 120),
            pick(random, 60, 300),
            random.nextInt(4) == 0 ? "keep" : "resolve");
  }

  private static int pick(RandomGenerator random, int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** The records of a partition, by offset. */
  List<byte[]> records(int partition) {
    return partitions.get(partition).stream().map(History::json).toList();
  }

  private static byte[] json(Sample sample) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("metric_name", sample.metricName())
            .put("value", sample.value())
            .put("timestamp", sample.timestamp().toString());
    ObjectNode tags = json.putObject("tags");
    sample
        .labels()
        .asMap()
        .forEach((name, value) -> (name.equals("instance_id") ? json : tags).put(name, value));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What must be notified when the clock stands at this time, in the order of each key. */
  List<ReportedChange> expected(List<Rule> rulesRead, Instant clock) {
    List<ReportedChange> expected = new ArrayList<>();
    for (List<Sample> samples : partitions) {
      NaiveEvaluator oracle = new NaiveEvaluator(rulesRead, LATENESS, DEDUP_WINDOW);
      oracle.play(samples);
      oracle.passTime(clock.minus(LATENESS).toEpochMilli()).stream()
          .filter(line -> line.to().equals("firing") || line.from().equals("firing"))
          .map(ReportedChange::of)
          .forEach(expected::add);
    }
    return expected;
  }
}
