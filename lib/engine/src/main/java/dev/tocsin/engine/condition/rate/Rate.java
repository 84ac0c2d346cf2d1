package dev.tocsin.engine.condition.rate;

import dev.tocsin.core.unit.Unit;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.ValueRange;
import dev.tocsin.engine.rule.WindowState;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import dev.tocsin.engine.window.Increase;
import dev.tocsin.engine.window.Increases;
import dev.tocsin.engine.window.WindowSpan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How fast a metric grows, per second, or which percentage of the growth of another metric it has.
 *
 * @param ratioTo the other metric
 */
public record Rate(
    String metric,
    Operator comparison,
    double threshold,
    Optional<Double> resolveThreshold,
    Mode mode,
    Optional<String> ratioTo,
    Duration window)
    implements ScheduledCondition {
  /** The same threshold for all keys. */
  public Rate(
      String metric,
      Operator comparison,
      double threshold,
      Mode mode,
      Optional<String> ratioTo,
      Duration window) {
    this(metric, comparison, threshold, Optional.empty(), mode, ratioTo, window);
  }

  /** What a drop means: a counter that began anew, or a value that fell. */
  public enum Mode {
    COUNTER,
    GAUGE;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public List<String> metrics() {
    return ratioTo
        .filter(other -> !other.equals(metric))
        .map(other -> List.of(metric, other))
        .orElseGet(() -> List.of(metric));
  }

  @Override
  public String operator() {
    return comparison.symbol();
  }

  /** Counters are 0 or more, and so is how fast they grow. */
  @Override
  public ValueRange range() {
    if (ratioTo.isPresent() && ratioTo.get().equals(metric)) {
      return new ValueRange("the ratio of a metric to itself", 100, 100);
    }
    String what = ratioTo.isPresent() ? "the ratio of two %ss" : "the rate of a %s";
    return mode == Mode.COUNTER
        ? ValueRange.notNegative(what.formatted("counter"))
        : ValueRange.any(what.formatted("gauge"));
  }

  @Override
  public Optional<Duration> shortestWindow() {
    return Optional.of(window);
  }

  @Override
  public Unit unit() {
    return ratioTo.isPresent() ? Unit.PERCENT : Unit.ofMetric(metric).perSecond();
  }

  @Override
  public List<String> identity() {
    return List.of("rate", metric, operator(), mode.code(), ratioTo.orElse(""));
  }

  @Override
  public String text(String selector) {
    String own = growth(metric, selector);
    return compared(
        ratioTo.map(other -> "100 * " + own + " / " + growth(other, selector)).orElse(own));
  }

  private String growth(String of, String selector) {
    String function =
        ratioTo.isPresent() ? "increase" : mode == Mode.COUNTER ? "rate" : "derivative";
    return "%s(%s%s[%s])".formatted(function, of, selector, DurationText.of(window));
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
  public boolean comparesConsecutive() {
    return true;
  }

  @Override
  public boolean countsFromStart() {
    return mode == Mode.COUNTER;
  }

  @Override
  public WindowState unknown(Duration interval) {
    Duration step = step(interval);
    return new Memory(increases(step), ratioTo.map(other -> increases(step)));
  }

  private Increases increases(Duration step) {
    return new Increases(mode == Mode.COUNTER, step, List.of(window));
  }

  private final class Memory implements WindowState {
    private final Increases own;
    private final Optional<Increases> other;

    Memory(Increases own, Optional<Increases> other) {
      this.own = own;
      this.other = other;
    }

    @Override
    public void take(String metric, long at, double value, long before, double valueBefore) {
      if (metric.equals(metric())) {
        own.take(at, value, before, valueBefore);
      }
      if (other.isPresent() && metric.equals(ratioTo.get())) {
        other.get().take(at, value, before, valueBefore);
      }
    }

    @Override
    public ConditionResult evaluate(long evaluationTime) {
      Increase increase = own.at(evaluationTime).getFirst();
      if (other.isEmpty()) {
        return isKnown(increase)
            ? evaluated(increase.sum() / (increase.elapsed() / 1e3))
            : ConditionResult.NONE;
      }
      Increase whole = other.get().at(evaluationTime).getFirst();
      return isKnown(whole) && whole.sum() > 0
          ? evaluated(100 * increase.sum() / whole.sum())
          : ConditionResult.NONE;
    }

    private boolean isKnown(Increase increase) {
      return !increase.isEmpty() && 2 * increase.elapsed() >= window.toMillis();
    }

    private ConditionResult evaluated(double value) {
      return ConditionResult.compared(value, comparison, threshold, resolveThreshold);
    }

    @Override
    public long farEdge(long evaluationTime) {
      return own.farEdge(evaluationTime);
    }

    @Override
    public void settle(long next) {
      own.settle(next);
      other.ifPresent(increases -> increases.settle(next));
    }

    @Override
    public void write(StateWriter out) {
      own.write(out);
      other.ifPresent(increases -> increases.write(out));
    }

    @Override
    public void read(StateReader in) {
      own.read(in);
      other.ifPresent(increases -> increases.read(in));
    }

    @Override
    public void clear() {
      own.clear();
      other.ifPresent(Increases::clear);
    }

    @Override
    public boolean isEmpty() {
      return own.isEmpty() && other.map(Increases::isEmpty).orElse(true);
    }

    @Override
    public boolean isIdle() {
      return isEmpty();
    }
  }
}
