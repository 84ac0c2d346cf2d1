package dev.tocsin.testkit.oracle;

import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.condition.anomaly.Anomaly;
import dev.tocsin.engine.rule.ActiveHours;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.Patience;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.Timing;
import dev.tocsin.engine.rule.Timing.OnNoData;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.testkit.rule.RuleFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Random rules and samples in which much happens. */
public final class RandomHistory {
  private RandomHistory() {}

  /** Four rules on one metric in one group, with random times; one remembers what came before. */
  public static List<Rule> rules(RandomGenerator random) {
    Duration step = Duration.ofSeconds(pick(random, 5, 15, 60));
    return List.of(
        random(RuleFixture.rule("high"), random).every(step).build(),
        random(RuleFixture.rule("low").on("cpu", Operator.LESS_OR_EQUAL, 40), random)
            .every(step)
            .build(),
        random(RuleFixture.rule("exact").on("cpu", Operator.EQUAL, 90), random)
            .every(step)
            .filtered(Map.of("env", "prod"))
            .build(),
        random(RuleFixture.rule("odd"), random)
            .every(step)
            .build(
                new Anomaly(
                    "cpu", 1, Anomaly.Direction.BOTH, Duration.ofMinutes(10), random.nextInt(5))));
  }

  private static RuleFixture random(RuleFixture rule, RandomGenerator random) {
    return rule.timed(
        new Timing(
            Duration.ofSeconds(pick(random, 0, 1, 30, 60, 300)),
            Duration.ofSeconds(pick(random, 0, 0, 20, 120)),
            Duration.ofSeconds(pick(random, 0, 10, 300, 2000)),
            Duration.ofSeconds(pick(random, 0, 5, 120, 300, 900)),
            random.nextBoolean()
                ? Patience.of(Duration.ofSeconds(pick(random, 10, 300)))
                : new Patience(Duration.ofMinutes(5), true),
            random.nextInt(4) == 0 ? OnNoData.KEEP : OnNoData.RESOLVE,
            random.nextInt(4) == 0 ? RandomRules.active(random) : ActiveHours.ALWAYS));
  }

  /**
   * Up to 200 samples of a few series, with gaps, equal times, and some that come late.
   *
   * @param host begins the name of each instance
   */
  public static List<Sample> samples(RandomGenerator random, String host) {
    List<Sample> samples = new ArrayList<>();
    long time = 1_790_000_000_000L + random.nextLong(1_000_000);
    int count = 20 + random.nextInt(180);
    for (int i = 0; i < count; i++) {
      time += gap(random);
      long at = time - (random.nextInt(5) == 0 ? random.nextLong(20_000) : 0);
      samples.add(
          new Sample(
              "cpu",
              Labels.of(
                  "instance_id",
                  host + "-" + random.nextInt(3),
                  "env",
                  random.nextBoolean() ? "prod" : ""),
              pick(random, 20, 40, 60, 90, 95),
              Instant.ofEpochMilli(at)));
    }
    return samples;
  }

  private static long gap(RandomGenerator random) {
    return switch (random.nextInt(30)) {
      case 0 -> 200_000 + random.nextLong(2_000_000);
      case 1, 2, 3 -> 0;
      default -> random.nextLong(30_000);
    };
  }

  private static int pick(RandomGenerator random, int... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
