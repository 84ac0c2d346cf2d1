package dev.tocsin.engine.window;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keys by name: a hash table with open addressing, which takes a fifth of what a {@link
 * java.util.HashMap} takes for each.
 */
final class WindowInstanceTable implements Iterable<WindowInstance> {
  /** Spreads names that have bits in common, as those of a shard have (Knuth, TAOCP 6.4). */
  static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** A power of two of places, of which at least a quarter is free. */
  private @Nullable WindowInstance[] places = new WindowInstance[4];

  private int size;

  /** The key of this name; null when there is none. */
  @Nullable WindowInstance find(long name) {
    return places[place(name)];
  }

  /** Where a key is, or would be. */
  private int place(long name) {
    int place = (int) ((name * GOLDEN) >>> Long.numberOfLeadingZeros(places.length - 1));
    for (WindowInstance there = places[place];
        there != null && there.name != name;
        there = places[place]) {
      place = (place + 1) & (places.length - 1);
    }
    return place;
  }

  /** Adds a key of a name that is not there. */
  void add(WindowInstance key) {
    if (4 * (size + 1) > 3 * places.length) {
      rebuild(2 * places.length, all -> true);
    }
    places[place(key.name)] = key;
    size++;
  }

  private void rebuild(int length, Predicate<WindowInstance> isKept) {
    @Nullable WindowInstance[] before = places;
    places = new WindowInstance[length];
    size = 0;
    for (WindowInstance key : before) {
      if (key != null && isKept.test(key)) {
        places[place(key.name)] = key;
        size++;
      }
    }
  }

  /** Removes keys. */
  void removeIf(Predicate<WindowInstance> isGone) {
    for (WindowInstance key : this) {
      if (isGone.test(key)) {
        rebuild(places.length, isGone.negate());
        return;
      }
    }
  }

  @Override
  public Iterator<WindowInstance> iterator() {
    return new Iterator<>() {
      private int next = -1;

      {
        advance();
      }

      private void advance() {
        do {
          next++;
        } while (next < places.length && places[next] == null);
      }

      @Override
      public boolean hasNext() {
        return next < places.length;
      }

      @Override
      public WindowInstance next() {
        WindowInstance key = next < places.length ? places[next] : null;
        if (key == null) {
          throw new NoSuchElementException();
        }
        advance();
        return key;
      }
    };
  }
}
