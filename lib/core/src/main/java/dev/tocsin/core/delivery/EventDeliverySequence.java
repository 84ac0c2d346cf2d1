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
 * The deliveries of one group to one integration that wants every event, and the decision whose
 * turn it is.
 *
 * <p>The evaluator's events are sent one after the other, those of an alert in the order of their
 * numbers. What others say of an alert is sent after the events up to the one that it answers, one
 * after the other too, and holds up no event of the evaluator.
 *
 * @param queued the deliveries that a flush has let pass and that wait, and the resolutions decided
 *     against because no firing was ever delivered
 * @param notified which of the alerts named here had a firing delivered at the integration
 */
public record EventDeliverySequence(
    GroupIntegration key, List<QueuedEvent> queued, Set<UUID> notified) {
  public EventDeliverySequence {
    queued = List.copyOf(queued);
    notified = Set.copyOf(notified);
  }

  /**
   * The sequence with newcomers, which a flush lets pass.
   *
   * @param alsoNotified which of their alerts had a firing delivered
   */
  public EventDeliverySequence with(Collection<QueuedEvent> newcomers, Set<UUID> alsoNotified) {
    List<QueuedEvent> all = new ArrayList<>(queued);
    all.addAll(newcomers);
    Set<UUID> allNotified = new HashSet<>(notified);
    allNotified.addAll(alsoNotified);
    return new EventDeliverySequence(key, all, allNotified);
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
   * What becomes of a sequence.
   *
   * @param changes the deliveries that stand there for another reason now, but for those ended
   * @param notified the alerts of which a firing was delivered now
   */
  public record Step(GroupIntegration key, Map<UUID, Reason> changes, Set<UUID> notified) {
    public Step {
      changes = Map.copyOf(changes);
      notified = Set.copyOf(notified);
    }
  }

  /** One decision under way. */
  private final class Sorting {
    private final Map<UUID, Reason> ended;
    private final Map<UUID, Reason> changes = new HashMap<>();
    private final Set<UUID> justNotified = new HashSet<>();

    Sorting(Map<UUID, Reason> ended) {
      this.ended = ended;
    }

    Step step() {
      List<QueuedEvent> standing =
          queued.stream()
              .map(this::afterItsEnd)
              .sorted(Comparator.comparingLong(QueuedEvent::arrival))
              .toList();
      List<QueuedEvent> numbered =
          inOrder(standing.stream().filter(event -> event.kind().numbered()).toList());
      numbered(numbered);
      answers(standing, numbered);
      return new Step(key, changes, justNotified);
    }

    private QueuedEvent afterItsEnd(QueuedEvent event) {
      Reason reason = ended.get(event.id());
      if (reason == null) {
        return event;
      }
      if (event.kind() == Kind.FIRING && reason == Reason.ACCEPTED) {
        justNotified.add(event.alertId());
      }
      return event.because(reason);
    }

    private void numbered(List<QueuedEvent> inOrder) {
      boolean taken = inOrder.stream().anyMatch(event -> event.reason().sendable());
      for (QueuedEvent event : inOrder) {
        boolean open = event.waits() || event.reason() == Reason.NEVER_NOTIFIED;
        if (!open || event.reason().sendable()) {
          continue;
        }
        boolean decidedAgainst = event.kind() == Kind.RESOLVED && !isNotified(event.alertId());
        if (taken) {
          change(event, decidedAgainst && !event.waits() ? event.reason() : Reason.AWAITS_EARLIER);
        } else if (decidedAgainst) {
          change(event, Reason.NEVER_NOTIFIED);
        } else {
          change(event, Reason.READY);
          taken = true;
        }
      }
    }

    private void answers(List<QueuedEvent> standing, List<QueuedEvent> numbered) {
      Map<Fingerprint, Long> firstLeft = firstLeft(numbered);
      List<QueuedEvent> waiting =
          standing.stream().filter(event -> !event.kind().numbered() && event.waits()).toList();
      boolean taken = waiting.stream().anyMatch(event -> event.reason().sendable());
      for (QueuedEvent event : waiting) {
        if (event.reason().sendable()) {
          continue;
        }
        long left = firstLeft.getOrDefault(event.fingerprint(), Long.MAX_VALUE);
        if (taken || left <= event.seq()) {
          change(event, Reason.AWAITS_EARLIER);
        } else {
          change(event, Reason.READY);
          taken = true;
        }
      }
    }

    /** Of each fingerprint the first event of the evaluator that is still to be sent. */
    private Map<Fingerprint, Long> firstLeft(List<QueuedEvent> numbered) {
      Map<Fingerprint, Long> first = new HashMap<>();
      for (QueuedEvent event : numbered) {
        if (changes.getOrDefault(event.id(), event.reason()).state() == Reason.State.WAITING) {
          first.merge(event.fingerprint(), event.seq(), Math::min);
        }
      }
      return first;
    }

    private boolean isNotified(UUID alert) {
      return notified.contains(alert) || justNotified.contains(alert);
    }

    private void change(QueuedEvent event, Reason reason) {
      if (event.reason() != reason) {
        changes.put(event.id(), reason);
      }
    }
  }

  /** In the order of arrival, but each alert's in the order of their numbers. */
  private static List<QueuedEvent> inOrder(List<QueuedEvent> byArrival) {
    Map<UUID, Long> places = new HashMap<>();
    Map<Fingerprint, Long> last = new HashMap<>();
    byArrival.stream()
        .sorted(Comparator.comparingLong(QueuedEvent::seq))
        .forEach(event ->
            places.put(event.id(), last.merge(event.fingerprint(), event.arrival(), Math::max)));
    return byArrival.stream()
        .sorted(
            Comparator.<QueuedEvent>comparingLong(
                    event -> places.getOrDefault(event.id(), event.arrival()))
                .thenComparingLong(QueuedEvent::seq)
                .thenComparingLong(QueuedEvent::arrival))
        .toList();
  }
}
