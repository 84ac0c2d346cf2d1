package dev.tocsin.core.delivery;

import dev.tocsin.core.label.Fingerprint;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The evaluator's events of one fingerprint that have arrived, which are numbered without gaps.
 *
 * @param complete all events up to this number have arrived, or are waited for no longer
 * @param ahead the numbers of those beyond, before which some are missing
 */
public record EventOrder(Fingerprint fingerprint, long complete, Set<Long> ahead) {
  public EventOrder {
    ahead = Set.copyOf(ahead);
  }

  /** Nothing has arrived. */
  public static EventOrder start(Fingerprint fingerprint) {
    return new EventOrder(fingerprint, 0, Set.of());
  }

  /** The greatest number that has arrived. */
  public long newest() {
    return ahead.stream().mapToLong(Long::longValue).reduce(complete, Math::max);
  }

  /** With further events. */
  public EventOrder with(Collection<Long> arrived) {
    TreeSet<Long> left = new TreeSet<>(ahead);
    left.addAll(arrived);
    return closed(complete, left);
  }

  /** Those missing up to a number are waited for no longer. */
  public EventOrder without(long missing) {
    return closed(Math.max(complete, missing), new TreeSet<>(ahead));
  }

  /** Whether nothing that belongs before the event is missing, nor the event itself. */
  public boolean holds(long seq) {
    return seq <= complete;
  }

  private EventOrder closed(long from, TreeSet<Long> left) {
    long upTo = from;
    left.headSet(from, true).clear();
    while (!left.isEmpty() && left.first() == upTo + 1) {
      upTo = left.removeFirst();
    }
    return new EventOrder(fingerprint, upTo, left);
  }
}
