package dev.tocsin.core.delivery;

import dev.tocsin.core.label.Fingerprint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The deliveries of one fingerprint in their order, and the decision whose turn it is.
 *
 * <p>The evaluator's events are sent in the order of their numbers, each when its predecessor is
 * recorded: told, decided against, or dead. What others say of an alert is sent after the event
 * that it answers, in the order of arrival, and holds up no event of the evaluator.
 *
 * @param recorded the highest number up to which all events are recorded
 * @param places the deliveries that wait, those that ended with a number above {@code recorded},
 *     and the resolutions decided against because nobody was ever told
 * @param told which of the alerts named here had a firing delivered
 */
public record DeliverySequence(Fingerprint fingerprint, long recorded, List<QueuedDelivery> places, Set<UUID> told) {
  public DeliverySequence {
    places = List.copyOf(places);
    told = Set.copyOf(told);
  }

  /**
   * The line with newcomers at its end.
   *
   * @param alsoTold which of their alerts had a firing delivered
   */
  public DeliverySequence with(Collection<QueuedDelivery> newcomers, Set<UUID> alsoTold) {
    List<QueuedDelivery> all = new ArrayList<>(places);
    all.addAll(newcomers);
    Set<UUID> allTold = new HashSet<>(told);
    allTold.addAll(alsoTold);
    return new DeliverySequence(fingerprint, recorded, all, allTold);
  }

  /**
   * Whose turn it is, once the deliveries in {@code ended} have come to their end.
   *
   * @param ended by delivery, for what reason; all final
   */
  public Step step(Map<UUID, Reason> ended) {
    return new Sorting(ended).step();
  }

  /**
   * What becomes of a line.
   *
   * @param recorded as in {@link DeliverySequence}
   * @param changes the deliveries that stand there for another reason now, but for those ended
   * @param told the alerts of which a firing was delivered now
   */
  public record Step(
      Fingerprint fingerprint, long recorded, Map<UUID, Reason> changes, Set<UUID> told) {
    public Step {
      changes = Map.copyOf(changes);
      told = Set.copyOf(told);
    }

    /** The step but for the changes of some deliveries, which are written otherwise. */
    public Step without(Set<UUID> deliveries) {
      Map<UUID, Reason> others = new HashMap<>(changes);
      others.keySet().removeAll(deliveries);
      return new Step(fingerprint, recorded, others, told);
    }
  }

  /** One decision under way. */
  private final class Sorting {
    private final Map<UUID, Reason> ended;
    private final Map<UUID, Reason> changes = new HashMap<>();
    private final Set<UUID> justTold = new HashSet<>();
    private long upTo = recorded;

    Sorting(Map<UUID, Reason> ended) {
      this.ended = ended;
    }

    Step step() {
      List<QueuedDelivery> standing = places.stream().map(this::afterItsEnd).toList();
      standing.stream()
          .filter(place -> place.kind().numbered())
          .sorted(Comparator.comparingLong(QueuedDelivery::seq).thenComparingLong(QueuedDelivery::arrival))
          .forEach(this::number);
      others(standing);
      return new Step(fingerprint, upTo, changes, justTold);
    }

    private QueuedDelivery afterItsEnd(QueuedDelivery place) {
      Reason reason = ended.get(place.id());
      if (reason == null) {
        return place;
      }
      if (place.kind() == Kind.FIRING && reason == Reason.ACCEPTED) {
        justTold.add(place.alertId());
      }
      if (place.kind().numbered()) {
        // One that ends before its turn (its deadline passed) ends the wait for those missing.
        upTo = Math.max(upTo, place.seq());
      }
      return place.because(reason);
    }

    private void number(QueuedDelivery place) {
      if (place.seq() > upTo + 1) {
        if (place.waits()) {
          change(place, Reason.AWAITS_PREDECESSOR);
        }
        return;
      }
      boolean open = place.waits() || place.reason() == Reason.NEVER_TOLD;
      if (open && place.kind() == Kind.RESOLVED && !isTold(place.alertId())) {
        change(place, Reason.NEVER_TOLD);
        upTo = Math.max(upTo, place.seq());
      } else if (open) {
        makeReady(place);
      } else {
        upTo = Math.max(upTo, place.seq());
      }
    }

    private void others(List<QueuedDelivery> standing) {
      List<QueuedDelivery> waiting =
          standing.stream()
              .filter(place -> !place.kind().numbered() && place.waits())
              .sorted(Comparator.comparingLong(QueuedDelivery::arrival))
              .toList();
      boolean taken = waiting.stream().anyMatch(place -> place.reason().sendable());
      for (QueuedDelivery place : waiting) {
        if (place.reason().sendable()) {
          continue;
        }
        if (place.seq() > upTo) {
          change(place, Reason.AWAITS_ALERT);
        } else if (taken) {
          change(place, Reason.AWAITS_EARLIER);
        } else {
          makeReady(place);
          taken = true;
        }
      }
    }

    private boolean isTold(UUID alert) {
      return told.contains(alert) || justTold.contains(alert);
    }

    private void makeReady(QueuedDelivery place) {
      if (!place.reason().sendable()) {
        change(place, Reason.READY);
      }
    }

    private void change(QueuedDelivery place, Reason reason) {
      if (place.reason() != reason) {
        changes.put(place.id(), reason);
      }
    }
  }
}
