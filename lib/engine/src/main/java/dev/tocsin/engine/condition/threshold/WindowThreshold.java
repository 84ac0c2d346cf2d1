package dev.tocsin.engine.condition.threshold;

import dev.tocsin.core.unit.Unit;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.ValueRange;
import dev.tocsin.engine.rule.WindowState;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import dev.tocsin.engine.window.Buckets;
import dev.tocsin.engine.window.NewestSample;
import dev.tocsin.engine.window.WindowSpan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * {@code aggregate of the values in the window, operator threshold}.
 *
 * @param forgetAfter silence after which a key is dropped whose condition holds without samples
 */
public record WindowThreshold(
    String metric,
    Operator comparison,
    double threshold,
    Optional<Double> resolveThreshold,
    Aggregate aggregate,
    Duration window,
    Duration forgetAfter)
    implements ScheduledCondition {
  /** The same threshold for all keys. */
  public WindowThreshold(
      String metric,
      Operator comparison,
      double threshold,
      Aggregate aggregate,
      Duration window,
      Duration forgetAfter) {
    this(metric, comparison, threshold, Optional.empty(), aggregate, window, forgetAfter);
  }

  @Override
  public List<String> metrics() {
    return List.of(metric);
  }

  @Override
  public String operator() {
    return comparison.symbol();
  }

  @Override
  public ValueRange range() {
    return aggregate.range();
  }

  @Override
  public Optional<Duration> shortestWindow() {
    return Optional.of(window);
  }

  @Override
  public Unit unit() {
    return aggregate == Aggregate.COUNT ? Unit.NONE : Unit.ofMetric(metric);
  }

  @Override
  public List<String> identity() {
    return List.of("threshold", metric, operator(), aggregate.code());
  }

  @Override
  public String text(String selector) {
    return compared(
        "%s(%s%s[%s])".formatted(aggregate.code(), metric, selector, DurationText.of(window)));
  }

  @Override
  public Duration step(Duration interval) {
    return Duration.ofMillis(WindowSpan.step(interval.toMillis(), window.toMillis()));
  }

  @Override
  public Duration longestWindow() {
    return window;
  }

  @Override
  public boolean countsWhileKnown() {
    return zeroHolds();
  }

  /** Whether an empty window has a value, and the condition holds with it. */
  private boolean zeroHolds() {
    return aggregate.isZeroWithoutValues() && comparison.holds(0, threshold);
  }

  @Override
  public WindowState unknown(Duration interval) {
    return new Memory(new WindowSpan(step(interval).toMillis(), window.toMillis()));
  }

  private final class Memory implements WindowState {
    private final Buckets<Values> values;

    /** Kept where an empty window has a value, whatever it is compared with. */
    private final NewestSample newest = new NewestSample();

    Memory(WindowSpan span) {
      values = new Buckets<>(span, aggregate::summary);
    }

    @Override
    public void take(String metric, long at, double value, long before, double valueBefore) {
      values.at(at).add(at, value);
      if (aggregate.isZeroWithoutValues()) {
        newest.take(at);
      }
    }

    @Override
    public ConditionResult evaluate(long evaluationTime) {
      Values inWindow = values.inWindow(evaluationTime);
      if (!inWindow.isEmpty()) {
        return ConditionResult.compared(inWindow.result(), comparison, threshold, resolveThreshold);
      }
      // Compared with the threshold only: an alert whose samples have stopped must end.
      boolean isZero = aggregate.isZeroWithoutValues() && (!zeroHolds() || !newest.isEmpty());
      return isZero ? ConditionResult.of(zeroHolds(), 0) : ConditionResult.NONE;
    }

    @Override
    public OptionalDouble forgets(long evaluationTime) {
      return zeroHolds() ? newest.forgets(evaluationTime, forgetAfter) : OptionalDouble.empty();
    }

    @Override
    public long farEdge(long evaluationTime) {
      return values.span().farEdge(evaluationTime);
    }

    @Override
    public void settle(long next) {
      values.settle(next);
      if (!zeroHolds() && values.isEmpty()) {
        newest.clear();
      }
    }

    @Override
    public void write(StateWriter out) {
      values.write(out);
      if (aggregate.isZeroWithoutValues()) {
        newest.write(out);
      }
    }

    @Override
    public void read(StateReader in) {
      values.read(in);
      if (aggregate.isZeroWithoutValues()) {
        newest.read(in);
      }
    }

    @Override
    public void clear() {
      values.clear();
      newest.clear();
    }

    @Override
    public boolean isEmpty() {
      return values.isEmpty() && newest.isEmpty();
    }

    @Override
    public boolean isIdle() {
      return values.isEmpty() && !aggregate.isZeroWithoutValues();
    }
  }
}
