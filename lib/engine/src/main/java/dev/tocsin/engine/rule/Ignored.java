package dev.tocsin.engine.rule;

import java.util.Map;
import java.util.TreeMap;

/** How many samples were ignored, for each reason. */
public record Ignored(long outOfOrder, long duplicates, long beyondLimit) {
  public static final Ignored NONE = new Ignored(0, 0, 0);

  /** One more. */
  public Ignored with(IgnoredReason reason) {
    return switch (reason) {
      case OUT_OF_ORDER -> new Ignored(outOfOrder + 1, duplicates, beyondLimit);
      case DUPLICATE -> new Ignored(outOfOrder, duplicates + 1, beyondLimit);
      case BEYOND_LIMIT -> new Ignored(outOfOrder, duplicates, beyondLimit + 1);
    };
  }

  public Ignored plus(Ignored other) {
    return new Ignored(
        outOfOrder + other.outOfOrder,
        duplicates + other.duplicates,
        beyondLimit + other.beyondLimit);
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  public long of(IgnoredReason reason) {
    return switch (reason) {
      case OUT_OF_ORDER -> outOfOrder;
      case DUPLICATE -> duplicates;
      case BEYOND_LIMIT -> beyondLimit;
    };
  }

  /** The numbers that are not 0, by the codes of their reasons. */
  public Map<String, Long> byCode() {
    Map<String, Long> numbers = new TreeMap<>();
    for (IgnoredReason reason : IgnoredReason.values()) {
      if (of(reason) > 0) {
        numbers.put(reason.code(), of(reason));
      }
    }
    return numbers;
  }
}
