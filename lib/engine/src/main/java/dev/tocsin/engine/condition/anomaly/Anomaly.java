package dev.tocsin.engine.condition.anomaly;

import dev.tocsin.core.unit.Unit;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.PastCondition;
import dev.tocsin.engine.rule.ValueRange;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * How far a value is from what the past of its key leads one to expect, in standard deviations
 * (docs/rules.md, "Anomaly").
 *
 * @param threshold in standard deviations
 * @param halfLife after which a sample counts half
 * @param minSamples how many samples must have come before the first that is evaluated
 */
public record Anomaly(
    String metric, double threshold, Direction direction, Duration halfLife, int minSamples)
    implements PastCondition {
  /** Which way a value must be off. */
  public enum Direction {
    UP,
    DOWN,
    BOTH;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public List<String> metrics() {
    return List.of(metric);
  }

  @Override
  public String operator() {
    return ">=";
  }

  @Override
  public ValueRange range() {
    String what = "the number of standard deviations with direction: " + direction.code();
    return direction == Direction.BOTH ? ValueRange.notNegative(what) : ValueRange.any(what);
  }

  /** Of a number of standard deviations with its sign. */
  @Override
  public boolean meets(double deviations) {
    double off =
        switch (direction) {
          case UP -> deviations;
          case DOWN -> -deviations;
          case BOTH -> Math.abs(deviations);
        };
    return off >= threshold;
  }

  @Override
  public Unit unit() {
    return Unit.STANDARD_DEVIATIONS;
  }

  @Override
  public List<String> identity() {
    return List.of("anomaly", metric, direction.code());
  }

  @Override
  public String text(String selector) {
    return compared(
        "anomaly_%s(%s%s, %s)"
            .formatted(direction.code(), metric, selector, DurationText.of(halfLife)));
  }

  @Override
  public Past unknown() {
    return new Expectation(Instant.MIN, 0, 0, 0);
  }

  @Override
  public Past read(StateReader in) {
    return new Expectation(Instant.ofEpochMilli(in.time()), in.count(), in.number(), in.number());
  }

  /** What is expected of the next value. */
  public final class Expectation implements Past {
    private final Instant newest;
    private final long count;
    private final double mean;
    private final double variance;

    Expectation(Instant newest, long count, double mean, double variance) {
      this.newest = newest;
      this.count = count;
      this.mean = mean;
      this.variance = variance;
    }

    @Override
    public void write(StateWriter out) {
      out.time(newest.toEpochMilli());
      out.count(count);
      out.number(mean);
      out.number(variance);
    }

    @Override
    public ConditionResult evaluate(Instant at, double value) {
      if (count == 0 || count < minSamples) {
        return ConditionResult.NONE;
      }
      double least = Math.max(0.001 * Math.abs(mean), 1e-9);
      double deviations = (value - mean) / Math.max(Math.sqrt(variance), least);
      return ConditionResult.of(meets(deviations), deviations);
    }

    @Override
    public Past with(Instant at, double value) {
      long number = count + 1;
      if (count == 0) {
        return new Expectation(at, number, value, 0);
      }
      double halfLives = (double) Duration.between(newest, at).toMillis() / halfLife.toMillis();
      double weight = Math.max(1 - Math.pow(0.5, halfLives), 1.0 / number);
      double distance = value - mean;
      return new Expectation(
          at,
          number,
          mean + weight * distance,
          (1 - weight) * (variance + weight * distance * distance));
    }
  }
}
