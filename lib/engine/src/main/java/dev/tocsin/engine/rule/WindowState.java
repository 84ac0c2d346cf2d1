package dev.tocsin.engine.rule;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;

/**
 * What a condition remembers of the samples of one key, while the key is evaluated. Otherwise a key
 * is what was written of it, and the same object serves another one. Times are milliseconds since
 * 1970. Not for several threads.
 */
public interface WindowState {
  /**
   * Takes a sample. The samples of a series come in their order from each source.
   *
   * @param metric one of the condition's
   * @param series distinguishes the series of one metric
   * @param source distinguishes where samples come from
   */
  void take(String metric, long series, int source, long at, double value);

  /**
   * The result at an evaluation time; samples later than it play no part. Evaluation times come in
   * order.
   */
  ConditionResult evaluate(long evaluationTime);

  /**
   * The far edge of the condition's window at an evaluation time: samples at that time or before
   * are not in it.
   */
  long farEdge(long evaluationTime);

  /**
   * Drops all samples up to an evaluation time when the key was silent for too long there; returns
   * whether it did.
   */
  default boolean forgets(long evaluationTime) {
    return false;
  }

  /** Lets go of what no evaluation time from {@code next} on needs. */
  void settle(long next);

  void write(StateWriter out);

  /** Forgets all: the key is one that never had a sample. */
  void clear();

  /** Takes in what was written by a memory of the same condition, whatever its times then. */
  void read(StateReader in);

  /** Whether nothing is remembered. */
  boolean isEmpty();

  /** Whether no later evaluation time has a result unless another sample comes. */
  boolean isIdle();
}
