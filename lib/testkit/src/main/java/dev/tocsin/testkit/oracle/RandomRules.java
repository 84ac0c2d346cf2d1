package dev.tocsin.testkit.oracle;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import dev.tocsin.engine.condition.absence.Absence;
import dev.tocsin.engine.condition.anomaly.Anomaly;
import dev.tocsin.engine.condition.burnrate.BurnRate;
import dev.tocsin.engine.condition.rate.Rate;
import dev.tocsin.engine.condition.threshold.Aggregate;
import dev.tocsin.engine.condition.threshold.Threshold;
import dev.tocsin.engine.condition.threshold.WindowThreshold;
import dev.tocsin.engine.rule.ActiveHours;
import dev.tocsin.engine.rule.ActiveHours.TimeRange;
import dev.tocsin.engine.rule.Condition;
import dev.tocsin.engine.rule.Matcher;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.Patience;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleGroup;
import dev.tocsin.engine.rule.Timing;
import dev.tocsin.engine.sample.Sample;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Random rules of all types, and samples in which much happens to them. */
public final class RandomRules {
  private static final int MOST = 5;
  private static final String[] METRICS = {"requests", "errors"};

  private static final Operator[] ORDERED = {
    Operator.GREATER, Operator.GREATER_OR_EQUAL, Operator.LESS, Operator.LESS_OR_EQUAL
  };

  private static final ActiveHours NOT_IN_THE_AFTERNOON =
      new ActiveHours(
          List.of(new TimeRange(0, 13 * 60 + 40), new TimeRange(18 * 60, 24 * 60)),
          List.of(),
          ActiveHours.DEFAULT_LOCATION);

  private RandomRules() {}

  /** One to five rules in groups of different intervals. */
  public static List<Rule> any(RandomGenerator random) {
    List<Rule> rules = new ArrayList<>();
    int count = 1 + random.nextInt(MOST);
    for (int number = 0; number < count; number++) {
      rules.addAll(rule(random, "r" + number));
    }
    return rules;
  }

  /**
   * What may become of rules: some end, some become others, some have other thresholds or times,
   * and some begin.
   */
  public static List<Rule> changed(RandomGenerator random, List<Rule> rules) {
    List<Rule> changed = new ArrayList<>();
    for (RuleId id : rules.stream().map(Rule::id).distinct().toList()) {
      int what = random.nextInt(5);
      rules.stream()
          .filter(rule -> rule.id().equals(id) && what != 0)
          .map(rule ->
              switch (what) {
                case 1 -> with(rule, rule.condition(), rule.timing(), rule.identity() + "'");
                case 2 -> with(rule, moved(rule.condition()), rule.timing(), rule.identity());
                case 3 -> with(rule, rule.condition(), slower(rule.timing()), rule.identity());
                default -> rule;
              })
          .forEach(changed::add);
    }
    if (changed.isEmpty() || random.nextBoolean()) {
      changed.addAll(rule(random, "begun"));
    }
    return changed;
  }

  private static Condition moved(Condition condition) {
    return switch (condition) {
      case Threshold it ->
          new Threshold(
              it.metric(),
              it.comparison(),
              it.threshold() + 15,
              it.resolveThreshold().map(limit -> limit + 15));
      case WindowThreshold it ->
          new WindowThreshold(
              it.metric(),
              it.comparison(),
              it.threshold() + 15,
              it.resolveThreshold().map(limit -> limit + 15),
              it.aggregate(),
              it.window(),
              it.forgetAfter());
      case Rate it ->
          new Rate(
              it.metric(),
              it.comparison(),
              it.threshold() + 2,
              it.resolveThreshold().map(limit -> limit + 2),
              it.mode(),
              it.ratioTo(),
              it.window());
      default -> condition;
    };
  }

  private static Timing slower(Timing timing) {
    return new Timing(
        timing.duration().plusSeconds(20),
        timing.keepFiringFor(),
        timing.cooldown().plusSeconds(60),
        timing.repeatInterval().plusSeconds(45),
        timing.patience(),
        timing.onNoData(),
        timing.active().isAlways() ? NOT_IN_THE_AFTERNOON : ActiveHours.ALWAYS);
  }

  /** The same rule with limits that no test reaches. */
  public static Rule unlimited(Rule rule) {
    return with(rule, rule.condition(), rule.timing(), 10_000, 1_000, rule.identity());
  }

  private static Rule with(Rule rule, Condition condition, Timing timing, String identity) {
    return with(rule, condition, timing, rule.maxKeys(), rule.maxSeriesPerKey(), identity);
  }

  private static Rule with(
      Rule rule,
      Condition condition,
      Timing timing,
      int maxKeys,
      int maxSeriesPerKey,
      String identity) {
    return new Rule(
        rule.id(),
        rule.name(),
        rule.description(),
        rule.group(),
        rule.matchers(),
        rule.by(),
        condition,
        rule.window(),
        timing,
        rule.severity(),
        rule.labels(),
        rule.annotations(),
        rule.runbookUrl(),
        maxKeys,
        maxSeriesPerKey,
        identity);
  }

  private static List<Rule> rule(RandomGenerator random, String id) {
    Duration interval = Duration.ofMillis(pick(random, 5_000, 15_000, 15_000, 60_000, 7_001));
    Optional<List<String>> by =
        switch (random.nextInt(4)) {
          case 0 -> Optional.of(List.of());
          case 1 -> Optional.of(List.of("zone"));
          case 2 -> Optional.of(List.of("instance_id"));
          default -> Optional.empty();
        };
    return switch (random.nextInt(7)) {
      case 0 ->
          List.of(
              rule(random, id, interval, Optional.empty(), threshold(random), Optional.empty()));
      case 1 ->
          List.of(rule(random, id, interval, Optional.empty(), anomaly(random), Optional.empty()));
      case 2, 3 -> List.of(rule(random, id, interval, by, aggregate(random), Optional.empty()));
      case 4 -> List.of(rule(random, id, interval, by, rate(random), Optional.empty()));
      case 5 -> List.of(rule(random, id, interval, by, absence(random, by), Optional.empty()));
      default ->
          List.of(
              rule(random, id, interval, by, burn(random, 600, 60), Optional.of("10m")),
              rule(random, id, interval, by, burn(random, 3_700, 300), Optional.of("1h")));
    };
  }

  private static Rule rule(
      RandomGenerator random,
      String id,
      Duration interval,
      Optional<List<String>> by,
      Condition condition,
      Optional<String> window) {
    Patience patience =
        random.nextBoolean()
            ? Patience.unlessSaid(condition, interval)
            : Patience.of(Duration.ofMillis(pick(random, 10_000, 100_000, 300_000)));
    List<Matcher> filters =
        random.nextInt(3) == 0 ? List.of(new Matcher.OneOf("zone", Set.of("a"))) : List.of();
    boolean isAbsence = condition instanceof Absence;
    return new Rule(
        new RuleId(id),
        "Rule " + id,
        "",
        new RuleGroup("every " + interval, interval),
        filters,
        by,
        condition,
        window,
        new Timing(
            Duration.ofSeconds(isAbsence ? 0 : pick(random, 0, 1, 30, 60)),
            Duration.ofSeconds(pick(random, 0, 0, 20, 120)),
            Duration.ofSeconds(pick(random, 0, 10, 300, 2_000)),
            Duration.ofSeconds(pick(random, 0, 0, 5, 120, 900)),
            patience,
            random.nextInt(4) == 0 ? Timing.OnNoData.KEEP : Timing.OnNoData.RESOLVE,
            random.nextInt(3) == 0 ? active(random) : ActiveHours.ALWAYS),
        Severity.HIGH,
        Map.of(),
        Map.of(),
        Optional.empty(),
        pick(random, 1, 2, 10_000),
        pick(random, 1, 2, 1_000),
        id);
  }

  /** Hours that begin and end often; the samples begin on a Monday. */
  static ActiveHours active(RandomGenerator random) {
    int length = pick(random, 3, 10, 60, 24 * 60);
    int pause = pick(random, 1, 5, 90);
    List<TimeRange> times = new ArrayList<>();
    for (int from = random.nextInt(pause); from < 24 * 60; from += length + pause) {
      times.add(new TimeRange(from, Math.min(from + length, 24 * 60)));
    }
    List<DayOfWeek> weekdays =
        switch (random.nextInt(8)) {
          case 0 -> List.of(DayOfWeek.MONDAY);
          case 1 -> List.of(DayOfWeek.TUESDAY, DayOfWeek.SUNDAY);
          default -> List.of();
        };
    return new ActiveHours(
        times,
        weekdays,
        ZoneId.of(pick(random, new String[] {"UTC", "Europe/Berlin", "Asia/Kolkata"})));
  }

  private static Condition anomaly(RandomGenerator random) {
    return new Anomaly(
        metric(random),
        pick(random, 1, 2, 3),
        pick(random, Anomaly.Direction.values()),
        Duration.ofSeconds(pick(random, 60, 600)),
        pick(random, 0, 3, 10));
  }

  private static Condition threshold(RandomGenerator random) {
    double threshold = pick(random, 40, 80);
    return new Threshold(
        metric(random),
        Operator.GREATER,
        threshold,
        resolveThreshold(random, Operator.GREATER, threshold));
  }

  /** None, or one that leaves values between itself and the threshold. */
  private static Optional<Double> resolveThreshold(
      RandomGenerator random, Operator operator, double threshold) {
    double distance = pick(random, 0, 1, 30, 80);
    boolean isBelow = operator == Operator.GREATER || operator == Operator.GREATER_OR_EQUAL;
    return random.nextBoolean()
        ? Optional.empty()
        : Optional.of(isBelow ? threshold - distance : threshold + distance);
  }

  /** The thresholds are far from what values of one or two digits add up to. */
  private static Condition aggregate(RandomGenerator random) {
    long window = window(random);
    Operator operator = pick(random, ORDERED);
    double threshold = pick(random, 1, 3, 50, 75) + 0.317_23;
    return new WindowThreshold(
        metric(random),
        operator,
        threshold,
        resolveThreshold(random, operator, threshold),
        random.nextBoolean()
            ? pick(random, Aggregate.values())
            : random.nextBoolean() ? Aggregate.COUNT : Aggregate.SUM,
        Duration.ofMillis(window),
        Duration.ofMillis(window + pick(random, 1_000, 600_000, 90_000_000)));
  }

  private static Condition rate(RandomGenerator random) {
    Operator operator = random.nextBoolean() ? Operator.GREATER : Operator.LESS;
    double threshold = pick(random, -1, 0, 1, 50) + 0.317_23;
    return new Rate(
        metric(random),
        operator,
        threshold,
        resolveThreshold(random, operator, threshold),
        random.nextBoolean() ? Rate.Mode.COUNTER : Rate.Mode.GAUGE,
        random.nextInt(3) == 0 ? Optional.of(metric(random)) : Optional.empty(),
        Duration.ofMillis(window(random)));
  }

  private static Condition absence(RandomGenerator random, Optional<List<String>> by) {
    int silence = pick(random, 20, 300);
    List<Labels> expected =
        by.equals(Optional.of(List.of("zone"))) && random.nextBoolean()
            ? List.of(Labels.of("zone", "a"), Labels.of("zone", "c"))
            : List.of();
    return new Absence(
        metric(random),
        Duration.ofSeconds(silence),
        expected,
        Duration.ofSeconds(silence + pick(random, 1, 600, 90_000)));
  }

  private static Condition burn(RandomGenerator random, int longSeconds, int shortSeconds) {
    return new BurnRate(
        "errors",
        "requests",
        pick(random, 50, 90),
        pick(random, 0, 10, 100),
        Duration.ofSeconds(longSeconds),
        Duration.ofSeconds(shortSeconds),
        pick(random, 0, 1, 3) + 0.017_23);
  }

  private static long window(RandomGenerator random) {
    return pick(random, 10_000, 60_000, 300_000, 1_234_567, 4_000_000);
  }

  private static String metric(RandomGenerator random) {
    return pick(random, METRICS);
  }

  /** How a producer sends. */
  private record Producer(Labels labels, long ahead, boolean isSparse) {}

  /**
   * Up to 160 samples of a few producers: some that send each 6 to 12 min; with gaps of seconds and
   * of hours, resets, samples that are up to 40 s late, and samples that are sent twice, or once
   * more with another value.
   */
  public static List<Sample> samples(RandomGenerator random) {
    return samples(random, new int[] {0}, 40_000);
  }

  /** The same, with samples that are up to 90 s late, and clocks that are ahead by up to 5 min. */
  public static List<Sample> samplesOfWrongClocks(RandomGenerator random) {
    return samples(random, new int[] {0, 0, 0, 30_000, 300_000}, 90_000);
  }

  private static List<Sample> samples(RandomGenerator random, int[] ahead, int mostLate) {
    List<Producer> producers = producers(random, ahead);
    List<Sample> samples = new ArrayList<>();
    Map<Producer, Long> nextOfSparse = new HashMap<>();
    long time = 1_790_000_000_000L + random.nextLong(1_000_000);
    int count = 10 + random.nextInt(150);
    boolean counts = random.nextBoolean();
    double counter = 0;
    while (samples.size() < count) {
      time += gap(random);
      Producer producer = producers.get(random.nextInt(producers.size()));
      if (producer.isSparse()) {
        time = Math.max(time, nextOfSparse.getOrDefault(producer, 0L));
        nextOfSparse.put(producer, time + 360_000 + random.nextLong(360_000));
      }
      long late =
          random.nextInt(4) == 0 ? random.nextLong(random.nextBoolean() ? 10_000 : mostLate) : 0;
      counter = random.nextInt(25) == 0 ? 0 : counter + random.nextInt(40);
      Sample sample =
          new Sample(
              metric(random),
              producer.labels(),
              counts ? counter : pick(random, -5, 20, 40, 60, 90, 95),
              Instant.ofEpochMilli(time + producer.ahead() - late));
      samples.add(sample);
      if (random.nextInt(10) == 0) {
        samples.add(sentAgain(random, samples.get(random.nextInt(samples.size()))));
      }
    }
    return samples;
  }

  private static List<Producer> producers(RandomGenerator random, int[] ahead) {
    String host = random.nextInt(8) == 0 ? "wéb\uD83D\uDEA8".repeat(40) : "web-";
    List<Producer> producers = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int number = 0; number < count; number++) {
      Map<String, String> labels = new HashMap<>();
      if (random.nextInt(5) > 0) {
        labels.put("instance_id", host + number);
      }
      if (random.nextInt(6) > 0) {
        labels.put("zone", random.nextBoolean() ? "a" : "b");
      }
      producers.add(new Producer(Labels.of(labels), pick(random, ahead), random.nextInt(4) == 0));
    }
    return producers;
  }

  /** The same, or of the same time with another value. */
  private static Sample sentAgain(RandomGenerator random, Sample sample) {
    return new Sample(
        sample.metricName(),
        sample.labels(),
        random.nextBoolean() ? sample.value() : sample.value() + 1,
        sample.timestamp());
  }

  private static long gap(RandomGenerator random) {
    return switch (random.nextInt(80)) {
      case 0 -> 200_000 + random.nextLong(3_000_000);
      case 1, 2, 3 -> 0;
      case 4 -> random.nextInt(20) == 0 ? 90_000_000 : 0;
      case 5 -> random.nextInt(3) == 0 ? 7_200_000 + random.nextLong(20_000_000) : 0;
      default -> random.nextLong(20_000);
    };
  }

  private static int pick(RandomGenerator random, int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static <T> T pick(RandomGenerator random, T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
