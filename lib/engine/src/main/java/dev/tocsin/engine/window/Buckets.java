package dev.tocsin.engine.window;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The buckets of one window, in the order of time. It keeps the objects that it once made, to hold
 * one key's buckets after another's.
 *
 * @param <S> what a bucket holds
 */
public final class Buckets<S extends Summary<S>> {
  private final WindowSpan span;
  private final Supplier<S> empty;

  /** Ends of the buckets, ascending, {@code size} of them. */
  private long[] ends = {};

  /** As many, and then some that are of use again. */
  private Object[] summaries = {};

  private int size;
  private long next = Long.MIN_VALUE;

  /**
   * @param empty makes a summary of no values
   */
  public Buckets(WindowSpan span, Supplier<S> empty) {
    this.span = span;
    this.empty = empty;
  }

  public WindowSpan span() {
    return span;
  }

  @SuppressWarnings("unchecked")
  private S summary(int place) {
    return (S) summaries[place];
  }

  /** The bucket for what happens at a time, which no evaluation time to come is before. */
  public S at(long time) {
    long end = span.bucketEnd(time, next);
    int place = size;
    while (place > 0 && ends[place - 1] > end) {
      place--;
    }
    return place > 0 && ends[place - 1] == end ? summary(place - 1) : insert(place, end);
  }

  private S insert(int place, long end) {
    if (size == ends.length) {
      int room = size + 8 + size / 4;
      ends = Arrays.copyOf(ends, room);
      summaries = Arrays.copyOf(summaries, room);
      for (int more = size; more < room; more++) {
        summaries[more] = empty.get();
      }
    }
    S summary = summary(size);
    summary.clear();
    System.arraycopy(ends, place, ends, place + 1, size - place);
    System.arraycopy(summaries, place, summaries, place + 1, size - place);
    ends[place] = end;
    summaries[place] = summary;
    size++;
    return summary;
  }

  /** All that is in the window at an evaluation time. */
  public S inWindow(long evaluationTime) {
    long farEdge = span.farEdge(evaluationTime);
    S sum = empty.get();
    for (int place = 0; place < size; place++) {
      if (ends[place] > farEdge) {
        sum.merge(summary(place));
      }
    }
    return sum;
  }

  /** Writes all buckets. */
  public void write(StateWriter out) {
    out.count(size);
    if (size > 0) {
      out.count(span.step());
      out.time(ends[0]);
      out.near(ends[0]);
      for (int place = 0; place < size; place++) {
        if (place > 0) {
          out.count((ends[place] - ends[place - 1]) / span.step());
        }
        summary(place).write(out);
      }
    }
  }

  /** Takes in what was written, also by buckets of another span: each counts at its end. */
  public void read(StateReader in) {
    int left = in.count();
    if (left > 0) {
      long step = in.span();
      long end = in.time();
      in.near(end);
      at(end).read(in);
      while (--left > 0) {
        end += step * in.span();
        at(end).read(in);
      }
    }
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Forgets all. */
  public void clear() {
    size = 0;
    next = Long.MIN_VALUE;
  }

  /**
   * Drops what no evaluation time from {@code next} on sees, and joins what all of them see as one.
   */
  public void settle(long next) {
    this.next = next;
    long farEdge = span.farEdge(next);
    int kept = 0;
    for (int place = 0; place < size; place++) {
      if (ends[place] > farEdge) {
        long end = span.bucketEnd(ends[place], next);
        if (kept > 0 && ends[kept - 1] == end) {
          summary(kept - 1).merge(summary(place));
        } else {
          Object summary = summaries[place];
          summaries[place] = summaries[kept];
          summaries[kept] = summary;
          ends[kept] = end;
          kept++;
        }
      }
    }
    size = kept;
  }
}
