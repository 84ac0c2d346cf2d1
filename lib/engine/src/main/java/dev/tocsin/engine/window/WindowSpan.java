package dev.tocsin.engine.window;

/**
 * How a window of time is cut into buckets (docs/rules.md, "Evaluation schedule"). The near edge is
 * exact; the far edge is coarse when the window is long, so that a bounded number of buckets hold
 * it. Times are milliseconds.
 *
 * @param step that of the evaluation schedule
 * @param length of the window
 * @param coarse length of a coarse bucket: a multiple of the step
 */
public record WindowSpan(long step, long length, long coarse) {
  /** How many steps the smallest window of a rule may have before the step grows. */
  static final int BUCKETS = 60;

  /** The buckets of a window that has this length. */
  public WindowSpan(long step, long length) {
    this(step, length, step * Math.ceilDiv(length, BUCKETS * step));
  }

  /** The step of a rule's schedule: the interval, or a larger multiple of it for long windows. */
  public static long step(long interval, long smallestWindow) {
    return Math.max(
        interval, Math.ceilDiv(Math.ceilDiv(smallestWindow, BUCKETS), interval) * interval);
  }

  /** What is at this time or before is no longer in the window at an evaluation time. */
  public long farEdge(long evaluationTime) {
    return Math.floorDiv(evaluationTime - length, coarse) * coarse;
  }

  /**
   * The end of the bucket that holds a time: a coarse one where all evaluation times to come see
   * all of it or nothing.
   *
   * @param next the next evaluation time to be evaluated
   */
  long bucketEnd(long time, long next) {
    long coarseEnd = Math.ceilDiv(time, coarse) * coarse;
    return coarseEnd <= next ? coarseEnd : Math.ceilDiv(time, step) * step;
  }
}
