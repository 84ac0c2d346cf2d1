package dev.tocsin.engine.rule;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.OptionalDouble;

/**
 * What a condition remembers of the samples of one key, while the key is evaluated. Otherwise a key
 * is what was written of it, and the same object serves another one. Times are milliseconds since
 * 1970. Not for several threads.
 */
public interface WindowState {
  /** The time of the sample before the first one of a series. */
  long NOTHING_BEFORE = Long.MIN_VALUE;

  /**
   * Takes a sample that is newer than all that were taken of its series.
   *
   * @param metric one of the condition's
   * @param before the time of the sample that was taken last of its series; {@link #NOTHING_BEFORE}
   *     when there is none
   * @param valueBefore that one's value, where the condition {@link
   *     ScheduledCondition#comparesConsecutive() compares} them
   */
  void take(String metric, long at, double value, long before, double valueBefore);

  /**
   * The result at an evaluation time. Evaluation times come in order, and no sample that was taken
   * is later.
   */
  ConditionResult evaluate(long evaluationTime);

  /**
   * The far edge of the condition's window at an evaluation time: samples at that time or before
   * are not in it.
   */
  long farEdge(long evaluationTime);

  /**
   * For how many seconds the key has had no sample, when that is so long at an evaluation time that
   * the key is to be forgotten.
   */
  default OptionalDouble forgets(long evaluationTime) {
    return OptionalDouble.empty();
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

  /** Whether no later evaluation time has a result unless another sample is taken. */
  boolean isIdle();
}
