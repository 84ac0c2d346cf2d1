package dev.tocsin.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Severity;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInRule;
import dev.tocsin.core.setting.BuiltInSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Random findings, gaps and settings against a plain reading of the life cycle. */
class BuiltInOracleTest {
  private static final int HISTORIES = 80;
  private static final int MOMENTS = 60;
  private static final long REST = 900;

  /** One alert on one thing, kept as plainly as can be. Times are seconds; -1: never. */
  private static final class Plain {
    private final BuiltIn alert;
    private final String subject;
    private String phase = "none";
    private long since;
    private long firedAt = -1;
    private long changedAt;

    Plain(BuiltIn alert, String subject) {
      this.alert = alert;
      this.subject = subject;
    }

    void at(long now, boolean enabled, boolean holds, BuiltInRule rule, List<String> emitted) {
      if (!enabled) {
        if (phase.equals("firing")) {
          report(now, "resolved rule_removed", emitted);
        }
        phase = "none";
        firedAt = -1;
        return;
      }
      rest(now, rule);
      long cooldown = rule.cooldown().toSeconds();
      boolean cold = firedAt < 0 || now - firedAt >= cooldown;
      long repeat = rule.repeatInterval().toSeconds();
      if (holds && (phase.equals("none") || phase.equals("resolved"))) {
        phase = "pending";
        since = now;
      }
      if (holds && phase.equals("pending") && now - since >= rule.duration().toSeconds() && cold) {
        phase = "firing";
        firedAt = now;
        report(now, "firing duration_met", emitted);
      } else if (holds && phase.equals("firing") && repeat > 0 && now - firedAt >= repeat) {
        firedAt = now;
        report(now, "firing refired", emitted);
      } else if (!holds && (phase.equals("pending") || phase.equals("firing"))) {
        if (phase.equals("firing")) {
          report(now, "resolved condition_cleared", emitted);
        }
        phase = "resolved";
        changedAt = now;
      }
    }

    /** At a multiple of 15 s after its rest, and before now, a resolved one is forgotten. */
    private void rest(long now, BuiltInRule rule) {
      long end = changedAt + Math.max(rule.cooldown().toSeconds(), REST);
      if (phase.equals("resolved") && Math.ceilDiv(end, 15) * 15 < now) {
        phase = "none";
        firedAt = -1;
      }
    }

    private void report(long now, String what, List<String> emitted) {
      emitted.add(now + " " + alert.id() + " " + what);
    }
  }

  @Test
  void evaluate_randomHistories_isAsAPlainReadingHasIt() {
    int total = 0;
    for (int seed = 1; seed <= HISTORIES; seed++) {
      total += play(RandomGeneratorFactory.of("L64X128MixRandom").create(seed), seed);
    }
    assertThat(total).isGreaterThan(HISTORIES * 10);
  }

  private static int play(RandomGenerator random, int seed) {
    List<Plain> plain = new ArrayList<>();
    for (BuiltIn alert : List.of(BuiltIn.RULE_TOO_WIDE, BuiltIn.RECORDS_REJECTED)) {
      plain.add(new Plain(alert, "a"));
      plain.add(new Plain(alert, "b"));
    }
    BuiltInKeys keys = new BuiltInKeys();
    List<String> expected = new ArrayList<>();
    BuiltInSettings settings = settings(random);
    long now = 0;
    for (int moment = 0; moment < MOMENTS; moment++) {
      now += 15L * (1 + (random.nextInt(10) == 0 ? random.nextInt(300) : random.nextInt(4)));
      if (random.nextInt(25) == 0) {
        settings = settings(random);
      }
      List<Finding> findings = new ArrayList<>();
      for (Plain plainRule : plain) {
        BuiltInRule rule = settings.of(plainRule.alert);
        // That nothing is found is the same as that it does not hold.
        boolean holds = random.nextInt(3) > 0;
        if (rule.enabled() && (holds || random.nextBoolean())) {
          findings.add(BuiltInKeys.about(plainRule.alert, plainRule.subject, holds));
        }
        plainRule.at(now, rule.enabled(), holds, rule, expected);
      }
      keys.evaluate(now, settings, findings.toArray(Finding[]::new));
    }
    assertThat(keys.emitted()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
    return expected.size();
  }

  private static BuiltInSettings settings(RandomGenerator random) {
    return new BuiltInSettings(
        BuiltInSettings.DEFAULT_INTERVAL,
        Optional.empty(),
        Map.of(BuiltIn.RULE_TOO_WIDE, rule(random), BuiltIn.RECORDS_REJECTED, rule(random)));
  }

  private static BuiltInRule rule(RandomGenerator random) {
    return new BuiltInRule(
        random.nextInt(8) > 0,
        Severity.HIGH,
        Map.of(),
        Duration.ofSeconds(random.nextInt(3) * 20L),
        Duration.ofSeconds(random.nextInt(4) * 100L),
        Duration.ofSeconds(random.nextInt(4) * 130L),
        Duration.ofMinutes(5),
        0);
  }
}
