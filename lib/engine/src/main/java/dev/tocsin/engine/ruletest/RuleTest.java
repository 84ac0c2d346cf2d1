package dev.tocsin.engine.ruletest;

import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.sample.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A test of rules.
 *
 * @param samples in the order of their times, which begin with 1970
 * @param expectations in the order of their times
 */
public record RuleTest(String name, List<Sample> samples, List<Expectation> expectations) {
  public RuleTest {
    samples = List.copyOf(samples);
    expectations = List.copyOf(expectations);
  }

  /**
   * What is expected at one moment.
   *
   * @param at since the first sample
   * @param alerts all that are pending or firing then; others may be named as well
   */
  public record Expectation(Duration at, List<ExpectedAlert> alerts) {
    public Expectation {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * An alert that is expected.
   *
   * @param labels some of its labels
   */
  public record ExpectedAlert(String ruleId, Map<String, String> labels, Phase phase) {
    public ExpectedAlert {
      labels = Map.copyOf(labels);
    }

    boolean isMetBy(FoundAlert found) {
      return ruleId.equals(found.ruleId())
          && phase == found.phase()
          && labels.entrySet().stream()
              .allMatch(label -> found.labels().get(label.getKey()).equals(label.getValue()));
    }
  }

  /** An alert as it was found. */
  public record FoundAlert(String ruleId, Labels labels, Phase phase) {
    boolean isAlive() {
      return phase == Phase.PENDING || phase == Phase.FIRING;
    }
  }

  /**
   * A moment at which something else was found than expected.
   *
   * @param found all that are pending or firing
   */
  public record Difference(Duration at, List<ExpectedAlert> expected, List<FoundAlert> found) {
    public Difference {
      expected = List.copyOf(expected);
      found = List.copyOf(found);
    }
  }
}
