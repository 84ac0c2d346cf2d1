package dev.tocsin.engine.condition.absence;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.unit.Unit;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.ValueRange;
import dev.tocsin.engine.rule.WindowState;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import dev.tocsin.engine.window.NewestSample;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * No sample for some time.
 *
 * @param silence how old the newest sample must be
 * @param expected the labels of keys that are known before any sample
 * @param forgetAfter silence after which any other key is dropped
 */
public record Absence(String metric, Duration silence, List<Labels> expected, Duration forgetAfter)
    implements ScheduledCondition {
  public Absence {
    expected = List.copyOf(expected);
  }

  @Override
  public List<String> metrics() {
    return List.of(metric);
  }

  @Override
  public String operator() {
    return ">=";
  }

  /** In seconds. */
  @Override
  public double threshold() {
    return silence.toMillis() / 1e3;
  }

  @Override
  public ValueRange range() {
    return ValueRange.notNegative("the age of the newest sample");
  }

  @Override
  public Unit unit() {
    return Unit.SECONDS;
  }

  @Override
  public List<String> identity() {
    return List.of("absence", metric, expected.toString());
  }

  @Override
  public boolean countsWhileKnown() {
    return true;
  }

  @Override
  public String text(String selector) {
    return "absent(%s%s[%s])".formatted(metric, selector, DurationText.of(silence));
  }

  @Override
  public Duration step(Duration interval) {
    return interval;
  }

  @Override
  public Duration longestWindow() {
    return silence;
  }

  @Override
  public WindowState unknown(Duration interval) {
    return new Memory();
  }

  private final class Memory implements WindowState {
    private final NewestSample newest = new NewestSample();

    @Override
    public void take(String metric, long at, double value, long before, double valueBefore) {
      newest.take(at);
    }

    @Override
    public ConditionResult evaluate(long evaluationTime) {
      if (newest.isEmpty()) {
        return ConditionResult.NONE;
      }
      long silent = newest.age(evaluationTime);
      return ConditionResult.of(silent >= silence.toMillis(), silent / 1e3);
    }

    @Override
    public OptionalDouble forgets(long evaluationTime) {
      return newest.forgets(evaluationTime, forgetAfter);
    }

    @Override
    public long farEdge(long evaluationTime) {
      return evaluationTime - silence.toMillis();
    }

    @Override
    public void settle(long next) {
      // The newest sample is needed until the key is forgotten.
    }

    @Override
    public void write(StateWriter out) {
      newest.write(out);
    }

    @Override
    public void read(StateReader in) {
      newest.read(in);
    }

    @Override
    public void clear() {
      newest.clear();
    }

    @Override
    public boolean isEmpty() {
      return newest.isEmpty();
    }

    @Override
    public boolean isIdle() {
      return isEmpty();
    }
  }
}
