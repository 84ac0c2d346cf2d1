package dev.tocsin.core.rule.window;

import dev.tocsin.core.state.StateReader;
import dev.tocsin.core.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The buckets of one window, in the order of time.
 *
 * @param <S> what a bucket holds
 */
public final class Buckets<S extends Summary<S>> {
  private final WindowSpan span;
  private final Supplier<S> empty;
  private List<Bucket<S>> buckets = new ArrayList<>();
  private long next = Long.MIN_VALUE;

  private record Bucket<S>(long end, S summary) {}

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

  /** The bucket for what happens at a time. */
  public S at(long time) {
    long end = span.bucketEnd(time, next);
    int place = buckets.size();
    while (place > 0 && buckets.get(place - 1).end() > end) {
      place--;
    }
    if (place > 0 && buckets.get(place - 1).end() == end) {
      return buckets.get(place - 1).summary();
    }
    S summary = empty.get();
    buckets.add(place, new Bucket<>(end, summary));
    return summary;
  }

  /** All that is in the window at a grid point. */
  public S inWindow(long gridPoint) {
    long farEdge = span.farEdge(gridPoint);
    S sum = empty.get();
    for (Bucket<S> bucket : buckets) {
      if (bucket.end() > farEdge && bucket.end() <= gridPoint) {
        sum.merge(bucket.summary());
      }
    }
    return sum;
  }

  /** Writes all buckets. */
  public void write(StateWriter out) {
    out.count(buckets.size());
    for (Bucket<S> bucket : buckets) {
      out.time(bucket.end());
      bucket.summary().write(out);
    }
  }

  /** Takes in what was written, also by buckets of another span: each counts at its end. */
  public void read(StateReader in) {
    for (int left = in.count(); left > 0; left--) {
      at(in.time()).read(in);
    }
  }

  public boolean isEmpty() {
    return buckets.isEmpty();
  }

  /** Drops what no grid point from {@code next} on sees, and joins what all of them see as one. */
  public void settle(long next) {
    this.next = next;
    long farEdge = span.farEdge(next);
    List<Bucket<S>> kept = new ArrayList<>(buckets.size());
    for (Bucket<S> bucket : buckets) {
      if (bucket.end() > farEdge) {
        long end = span.bucketEnd(bucket.end(), next);
        if (!kept.isEmpty() && kept.getLast().end() == end) {
          kept.getLast().summary().merge(bucket.summary());
        } else {
          kept.add(new Bucket<>(end, bucket.summary()));
        }
      }
    }
    buckets = kept;
  }
}
