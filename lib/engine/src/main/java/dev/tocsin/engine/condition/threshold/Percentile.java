package dev.tocsin.engine.condition.threshold;

import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.Arrays;

/**
 * A percentile, accurate to 1 % of the value: a DDSketch (Masson, Rim and Lee, VLDB 2019, γ =
 * 1.01/0.99) whose bins are kept in one sorted array. Buckets hold few values each, for which the
 * arrays of the library's own stores are a hundred times as large.
 */
final class Percentile implements Values {
  private static final IndexMapping MAPPING = new CubicallyInterpolatedMapping(0.01);

  /** Greater than any index of the mapping. */
  private static final int CENTER = 1 << 17;

  /** Bits of a bin for its count; those above say which bin it is. */
  private static final int COUNT_BITS = 42;

  private static final long COUNT = (1L << COUNT_BITS) - 1;

  private final double quantile;

  /** Bins in the order of their values, {@code size} of them. */
  private long[] bins = {};

  private int size;

  Percentile(double quantile) {
    this.quantile = quantile;
  }

  /** A number for the bin of a value, in the order of values; never negative. */
  private static int code(double value) {
    double magnitude = Math.min(Math.abs(value), MAPPING.maxIndexableValue());
    if (magnitude < MAPPING.minIndexableValue()) {
      return 2 * CENTER;
    }
    int above = CENTER + MAPPING.index(magnitude);
    return value > 0 ? 2 * CENTER + above : 2 * CENTER - above;
  }

  private static double value(int code) {
    int above = code - 2 * CENTER;
    if (above == 0) {
      return 0;
    }
    return above > 0 ? MAPPING.value(above - CENTER) : -MAPPING.value(-above - CENTER);
  }

  @Override
  public void add(long at, double value) {
    add(code(value), 1);
  }

  private void add(int code, long count) {
    long bin = (long) code << COUNT_BITS;
    int place = size;
    while (place > 0 && bins[place - 1] >= bin) {
      place--;
    }
    // The bin itself, whatever its count, is the next greater one.
    if (place < size && bins[place] >>> COUNT_BITS == code) {
      bins[place] += count;
      return;
    }
    if (size == bins.length) {
      bins = Arrays.copyOf(bins, size + 1 + size / 2);
    }
    System.arraycopy(bins, place, bins, place + 1, size - place);
    bins[place] = bin + count;
    size++;
  }

  @Override
  public void clear() {
    size = 0;
  }

  @Override
  public void merge(Values later) {
    Percentile other = (Percentile) later;
    long[] merged = new long[size + other.size];
    int count = 0;
    int mine = 0;
    int others = 0;
    while (mine < size || others < other.size) {
      long left = mine < size ? bins[mine] >>> COUNT_BITS : Long.MAX_VALUE;
      long right = others < other.size ? other.bins[others] >>> COUNT_BITS : Long.MAX_VALUE;
      long bin = Math.min(left, right) << COUNT_BITS;
      if (left <= right) {
        bin += bins[mine++] & COUNT;
      }
      if (right <= left) {
        bin += other.bins[others++] & COUNT;
      }
      merged[count++] = bin;
    }
    bins = merged;
    size = count;
  }

  @Override
  public void write(StateWriter out) {
    out.count(size);
    long before = 0;
    for (int at = 0; at < size; at++) {
      long code = bins[at] >>> COUNT_BITS;
      out.count(code - before);
      out.count(bins[at] & COUNT);
      before = code;
    }
  }

  @Override
  public void read(StateReader in) {
    int code = 0;
    for (int left = in.count(); left > 0; left--) {
      code += in.count();
      add(code, in.count());
    }
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public double result() {
    long count = 0;
    for (int at = 0; at < size; at++) {
      count += bins[at] & COUNT;
    }
    long rank = (long) (quantile * (count - 1));
    int at = 0;
    for (long passed = bins[0] & COUNT; passed <= rank; passed += bins[at] & COUNT) {
      at++;
    }
    return value((int) (bins[at] >>> COUNT_BITS));
  }
}
