package dev.tocsin.core.rule.window;

/**
 * How a window of time is cut into buckets (rules-spec section 3). The near edge is exact; the far
 * edge is coarse when the window is long, so that a bounded number of buckets hold it. Times are
 * milliseconds.
 *
 * @param step that of the grid
 * @param length of the window
 */
public record WindowSpan(long step, long length) {
  /** How many steps the smallest window of a rule may have before the step grows. */
  public static final int BUCKETS = 60;

  /** The step of a rule's grid: the interval, or a larger multiple of it for long windows. */
  public static long step(long interval, long smallestWindow) {
    return Math.max(
        interval, Math.ceilDiv(Math.ceilDiv(smallestWindow, BUCKETS), interval) * interval);
  }

  /** Length of a coarse bucket: a multiple of the step. */
  public long coarse() {
    return step * Math.ceilDiv(length, BUCKETS * step);
  }

  /** What is at this time or before is no longer in the window at a grid point. */
  public long farEdge(long gridPoint) {
    return Math.floorDiv(gridPoint - length, coarse()) * coarse();
  }

  /**
   * The end of the bucket that holds a time: a coarse one where all grid points to come see all of
   * it or nothing.
   *
   * @param next the next grid point to be judged
   */
  long bucketEnd(long time, long next) {
    long coarseEnd = Math.ceilDiv(time, coarse()) * coarse();
    return coarseEnd <= next ? coarseEnd : Math.ceilDiv(time, step) * step;
  }
}
