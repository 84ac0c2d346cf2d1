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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
  public WindowState unknown(Duration interval) {
    return new Memory(interval.toMillis());
  }

  private final class Memory implements WindowState {
    private final long step;

    /** The newest sample of each step, by the step's end; one in the past, and all to come. */
    private final TreeMap<Long, Long> newest = new TreeMap<>();

    Memory(long step) {
      this.step = step;
    }

    @Override
    public void take(String metric, long series, int source, long at, double value) {
      seen(at);
    }

    private void seen(long at) {
      newest.merge(Math.ceilDiv(at, step) * step, at, Math::max);
    }

    @Override
    public ConditionResult evaluate(long evaluationTime) {
      Map.Entry<Long, Long> last = newest.floorEntry(evaluationTime);
      if (last == null) {
        return ConditionResult.NONE;
      }
      long silent = evaluationTime - last.getValue();
      return ConditionResult.of(silent >= silence.toMillis(), silent / 1e3);
    }

    @Override
    public boolean forgets(long evaluationTime) {
      Map.Entry<Long, Long> last = newest.floorEntry(evaluationTime);
      if (last == null || evaluationTime - last.getValue() < forgetAfter.toMillis()) {
        return false;
      }
      newest.headMap(last.getKey(), true).clear();
      return true;
    }

    @Override
    public long farEdge(long evaluationTime) {
      return evaluationTime - silence.toMillis();
    }

    @Override
    public void settle(long next) {
      Long last = newest.floorKey(next);
      if (last != null) {
        newest.headMap(last).clear();
      }
    }

    @Override
    public void write(StateWriter out) {
      out.count(newest.size());
      newest.values().forEach(out::time);
    }

    @Override
    public void read(StateReader in) {
      for (int left = in.count(); left > 0; left--) {
        seen(in.time());
      }
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
