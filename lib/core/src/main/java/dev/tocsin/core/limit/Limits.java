package dev.tocsin.core.limit;

import java.util.Map;

/**
 * The values of all limits that are in force.
 *
 * @param set those that differ from their defaults, each within its range
 */
public record Limits(Map<Limit, Integer> set) {
  /** Every limit at its default. */
  public static final Limits DEFAULT = new Limits(Map.of());

  public Limits {
    set = Map.copyOf(set);
    set.forEach((limit, value) -> {
      if (value < limit.least() || value > limit.most()) {
        throw new IllegalArgumentException(
            "%s must be %d to %d, not %d"
                .formatted(limit.code(), limit.least(), limit.most(), value));
      }
    });
  }

  /** The value of a limit, in its unit. */
  public int of(Limit limit) {
    return set.getOrDefault(limit, limit.defaultValue());
  }
}
