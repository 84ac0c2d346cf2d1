package dev.tocsin.bench.micro;

import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.WindowState;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A key over a window of five minutes, a sample every ten seconds, an evaluation time every 15 s.
 */
@State(Scope.Thread)
public class WindowBenchmark {
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final long PERIOD = 10_000;
  private static final long STEP = INTERVAL.toMillis();

  /** What the rule asks for, as its file has it. */
  @Param({"type: rate, mode: gauge", "aggregate: avg", "aggregate: p99"})
  public String condition = "";

  private ScheduledCondition of = condition("aggregate: avg");
  private WindowState memory = of.unknown(INTERVAL);
  private long now;

  private static ScheduledCondition condition(String text) {
    Rule rule =
        Rules.of(
                List.of(
                    "{id: r, name: R, metric_name: m, %s, operator: '>', threshold: 90, window: 5m, severity: high}"
                        .formatted(text)))
            .rules()
            .getFirst();
    return (ScheduledCondition) rule.condition();
  }

  /** Fills the window. */
  @Setup(Level.Trial)
  public void fill() {
    of = condition(condition);
    memory = of.unknown(INTERVAL);
    now = 0;
    for (int sample = 0; sample < 60; sample++) {
      ConditionResult unused = takeAndEvaluate();
    }
  }

  /** A sample, and now and then an evaluation time. */
  @Benchmark
  public ConditionResult takeAndEvaluate() {
    now += PERIOD;
    double value = (double) (50 + now / PERIOD * 7919 % 40);
    memory.take("m", 1, 0, now, value);
    ConditionResult result = ConditionResult.NONE;
    if (now / STEP > (now - PERIOD) / STEP) {
      long evaluationTime = now / STEP * STEP;
      result = memory.evaluate(evaluationTime);
      memory.settle(evaluationTime + STEP);
    }
    return result;
  }

  /** To bytes and back. */
  @Benchmark
  public WindowState writeAndRead() {
    StateWriter out = new StateWriter(now);
    memory.write(out);
    WindowState read = of.unknown(INTERVAL);
    read.read(new StateReader(out.toBytes()));
    return read;
  }
}
