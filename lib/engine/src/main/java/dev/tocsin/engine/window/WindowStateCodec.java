package dev.tocsin.engine.window;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.WindowState;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.time.Duration;
import java.util.List;

/**
 * What a condition remembers of keys: bytes of each, and one memory that is made that of the key
 * that is evaluated. Times are milliseconds since 1970. Not for several threads.
 */
final class WindowStateCodec {
  private final List<String> metrics;

  /** Of the key that was recalled. */
  private final WindowState memory;

  private final boolean unknownIsIdle;
  private final StateReader reader = new StateReader();
  private final StateWriter writer = new StateWriter();

  /**
   * @param interval of the rule's group
   */
  WindowStateCodec(ScheduledCondition condition, Duration interval) {
    this.metrics = condition.metrics();
    this.memory = condition.unknown(interval);
    this.unknownIsIdle = memory.isIdle();
  }

  /** A key of which nothing is remembered. */
  WindowInstance unknown(Fingerprint name) {
    return new WindowInstance(name.value(), unknownIsIdle);
  }

  /** See {@link WindowState#farEdge}. */
  long farEdge(long evaluationTime) {
    return memory.farEdge(evaluationTime);
  }

  /** Puts a sample behind what is remembered, where it waits until the key is evaluated. */
  void add(WindowInstance key, String metric, long series, int source, long at, double value) {
    writer.clear();
    if (key.isEmpty()) {
      memory.clear();
      memory.write(writer);
      writer.near(0);
    }
    writer.count(metrics.indexOf(metric));
    writer.bits(series);
    writer.count(source);
    writer.time(at);
    writer.number(value);
    key.add(writer);
  }

  /**
   * The memory, made that of a key, with all samples that came; until another key is recalled or a
   * sample is added.
   *
   * @param next the next evaluation time to be evaluated
   */
  WindowState recall(WindowInstance key, long next) {
    memory.clear();
    if (key.isEmpty()) {
      return memory;
    }
    key.recall(reader);
    memory.read(reader);
    memory.settle(next);
    while (!reader.isAtEnd()) {
      reader.near(0);
      memory.take(
          metrics.get(reader.count()),
          reader.bits(),
          reader.count(),
          reader.time(),
          reader.number());
    }
    return memory;
  }

  /**
   * Lets go of what no evaluation time from {@code next} on needs of the key that was recalled, and
   * writes down the rest.
   */
  void settle(WindowInstance key, long next) {
    memory.settle(next);
    key.dropSeries(memory.farEdge(next));
    writer.clear();
    if (!memory.isEmpty()) {
      memory.write(writer);
    }
    key.remember(writer, memory.isIdle());
  }
}
