package dev.tocsin.routing.timeline;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Some entries of a timeline, the newest first.
 *
 * @param next where the next page begins; empty on the last one
 */
public record TimelinePage(List<TimelineEntry> entries, Optional<TimelineCursor> next) {
  private static final Comparator<TimelineEntry> NEWEST =
      Comparator.comparing(TimelineEntry::at).reversed().thenComparingInt(TimelineEntry::rank);

  public TimelinePage {
    entries = List.copyOf(entries);
  }

  /** How many entries of each kind a page needs to be cut from. */
  public static int needed(Optional<TimelineCursor> after, int limit) {
    return after.map(TimelineCursor::shown).orElse(0) + limit + 1;
  }

  /**
   * Cuts a page from entries.
   *
   * @param candidates of each kind the newest {@link #needed}, none after the cursor's time; those
   *     of one kind and one time are in an order that is always the same
   */
  public static TimelinePage of(
      Collection<TimelineEntry> candidates, Optional<TimelineCursor> after, int limit) {
    List<TimelineEntry> rest =
        candidates.stream()
            .sorted(NEWEST)
            .skip(after.map(TimelineCursor::shown).orElse(0))
            .toList();
    List<TimelineEntry> entries = rest.subList(0, Math.min(limit, rest.size()));
    return new TimelinePage(
        entries, rest.size() > limit ? Optional.of(cursor(entries, after)) : Optional.empty());
  }

  private static TimelineCursor cursor(
      List<TimelineEntry> entries, Optional<TimelineCursor> after) {
    TimelineEntry last = entries.getLast();
    long ofItsTime = entries.stream().filter(entry -> entry.at().equals(last.at())).count();
    int before =
        after.filter(from -> from.at().equals(last.at())).map(TimelineCursor::shown).orElse(0);
    return new TimelineCursor(last.at(), before + Math.toIntExact(ofItsTime));
  }
}
