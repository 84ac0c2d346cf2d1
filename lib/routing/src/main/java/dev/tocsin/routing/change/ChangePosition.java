package dev.tocsin.routing.change;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place among changes: behind the changes of all transactions before one, and behind some of that
 * one.
 *
 * @param transaction its number
 * @param number of its last change before this place; 0 is before all of them
 * @param at when this place was the newest; to the second
 */
public record ChangePosition(long transaction, long number, Instant at) {
  /** A place this old may have changes behind it that are no longer kept. */
  public static final Duration KEPT = Duration.ofDays(1);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,11})");

  /** The position of a text; empty when it is none. */
  public static Optional<ChangePosition> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new ChangePosition(
                Long.parseLong(parts.group(1)),
                Long.parseLong(parts.group(2)),
                Instant.ofEpochSecond(Long.parseLong(parts.group(3)))))
        : Optional.empty();
  }

  /** Whether all changes behind this place are still kept, if it is one of this database. */
  boolean isKept(ChangePosition newest) {
    return transaction <= newest.transaction() && !at.isBefore(newest.at().minus(KEPT));
  }

  @Override
  public String toString() {
    return transaction + "." + number + "." + at.getEpochSecond();
  }
}
