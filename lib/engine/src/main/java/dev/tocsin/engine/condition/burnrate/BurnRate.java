package dev.tocsin.engine.condition.burnrate;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.core.yaml.NumberText;
import dev.tocsin.engine.rule.ConditionResult;
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
import java.util.Optional;

/**
 * How many times faster than the objective allows errors come, over a long and a short window
 * (Google, The Site Reliability Workbook, chapter 5).
 *
 * @param errors a counter
 * @param total a counter of what the errors are a part of
 * @param objective in percent
 * @param minTotal least increase of {@code total} in the short window for a result
 * @param threshold the factor beyond which both windows must be
 */
public record BurnRate(
    String errors,
    String total,
    double objective,
    double minTotal,
    Duration longWindow,
    Duration shortWindow,
    double threshold)
    implements ScheduledCondition {
  @Override
  public List<String> metrics() {
    return errors.equals(total) ? List.of(errors) : List.of(errors, total);
  }

  @Override
  public String operator() {
    return ">";
  }

  /** Errors are a part of the total, so that at most all of it is errors. */
  @Override
  public ValueRange range() {
    double most = burnOf(1);
    return new ValueRange(
        "a burn rate, with an objective of %s %%,".formatted(NumberText.of(objective)),
        errors.equals(total) ? most : 0,
        most);
  }

  @Override
  public Optional<Duration> shortestWindow() {
    return Optional.of(shortWindow);
  }

  private double burnOf(double errorRatio) {
    return errorRatio / (1 - objective / 100);
  }

  @Override
  public List<String> identity() {
    return List.of("burn_rate", errors, total);
  }

  @Override
  public String text(String selector) {
    return compared(
        "burn_rate(%s%s / %s%s, %s%%, [%s, %s])"
            .formatted(
                errors,
                selector,
                total,
                selector,
                NumberText.of(objective),
                DurationText.of(longWindow),
                DurationText.of(shortWindow)));
  }

  @Override
  public Duration step(Duration interval) {
    Duration smallest = longWindow.compareTo(shortWindow) < 0 ? longWindow : shortWindow;
    return Duration.ofMillis(WindowSpan.step(interval.toMillis(), smallest.toMillis()));
  }

  @Override
  public Duration longestWindow() {
    return longWindow.compareTo(shortWindow) > 0 ? longWindow : shortWindow;
  }

  @Override
  public boolean comparesConsecutive() {
    return true;
  }

  @Override
  public boolean countsFromStart() {
    return true;
  }

  @Override
  public WindowState unknown(Duration interval) {
    return new Memory(step(interval));
  }

  private final class Memory implements WindowState {
    private final Increases failed;
    private final Increases all;

    Memory(Duration step) {
      failed = new Increases(true, step, List.of(longWindow, shortWindow));
      all = new Increases(true, step, List.of(longWindow, shortWindow));
    }

    @Override
    public void take(String metric, long at, double value, long before, double valueBefore) {
      if (metric.equals(errors)) {
        failed.take(at, value, before, valueBefore);
      }
      if (metric.equals(total)) {
        all.take(at, value, before, valueBefore);
      }
    }

    @Override
    public ConditionResult evaluate(long evaluationTime) {
      List<Increase> errorsIn = failed.at(evaluationTime);
      List<Increase> totalIn = all.at(evaluationTime);
      Increase shortTotal = totalIn.getLast();
      boolean known =
          shortTotal.sum() >= minTotal
              && 2 * shortTotal.elapsed() >= shortWindow.toMillis()
              && shortTotal.sum() > 0
              && totalIn.getFirst().sum() > 0;
      if (!known) {
        return ConditionResult.NONE;
      }
      double longBurn = burn(errorsIn.getFirst(), totalIn.getFirst());
      double shortBurn = burn(errorsIn.getLast(), shortTotal);
      if (!Double.isFinite(shortBurn)) {
        return ConditionResult.NONE;
      }
      return ConditionResult.of(longBurn > threshold && shortBurn > threshold, longBurn);
    }

    private double burn(Increase failures, Increase whole) {
      return burnOf(failures.sum() / whole.sum());
    }

    @Override
    public long farEdge(long evaluationTime) {
      return all.farEdge(evaluationTime);
    }

    @Override
    public void settle(long next) {
      failed.settle(next);
      all.settle(next);
    }

    @Override
    public void write(StateWriter out) {
      failed.write(out);
      all.write(out);
    }

    @Override
    public void read(StateReader in) {
      failed.read(in);
      all.read(in);
    }

    @Override
    public void clear() {
      failed.clear();
      all.clear();
    }

    @Override
    public boolean isEmpty() {
      return failed.isEmpty() && all.isEmpty();
    }

    @Override
    public boolean isIdle() {
      return isEmpty();
    }
  }
}
