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
 * recorded: notified, decided against, or dead. What others say of an alert is sent after the event
 * that it answers, in the order of arrival, and holds up no event of the evaluator.
 *
 * @param recorded the highest number up to which all events are recorded
 * @param queuedDeliveries the deliveries that wait, those that ended with a number above {@code
 *     recorded}, and the resolutions decided against because no firing was ever delivered
 * @param notified which of the alerts named here had a firing delivered
 */
public record DeliverySequence(
    Fingerprint fingerprint,
    long recorded,
    List<QueuedDelivery> queuedDeliveries,
    Set<UUID> notified) {
  public DeliverySequence {
    queuedDeliveries = List.copyOf(queuedDeliveries);
    notified = Set.copyOf(notified);
  }

  /**
   * The sequence with newcomers at its end.
   *
   * @param alsoNotified which of their alerts had a firing delivered
   */
  public DeliverySequence with(Collection<QueuedDelivery> newcomers, Set<UUID> alsoNotified) {
    List<QueuedDelivery> all = new ArrayList<>(queuedDeliveries);
    all.addAll(newcomers);
    Set<UUID> allNotified = new HashSet<>(notified);
    allNotified.addAll(alsoNotified);
    return new DeliverySequence(fingerprint, recorded, all, allNotified);
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
   * @param recorded as in {@link DeliverySequence}
   * @param changes the deliveries that stand there for another reason now, but for those ended
   * @param notified the alerts of which a firing was delivered now
   */
  public record Step(
      Fingerprint fingerprint, long recorded, Map<UUID, Reason> changes, Set<UUID> notified) {
    public Step {
      changes = Map.copyOf(changes);
      notified = Set.copyOf(notified);
    }

    /** The step but for the changes of some deliveries, which are written otherwise. */
    public Step without(Set<UUID> deliveries) {
      Map<UUID, Reason> others = new HashMap<>(changes);
      others.keySet().removeAll(deliveries);
      return new Step(fingerprint, recorded, others, notified);
    }
  }

  /** One decision under way. */
  private final class Sorting {
    private final Map<UUID, Reason> ended;
    private final Map<UUID, Reason> changes = new HashMap<>();
    private final Set<UUID> justNotified = new HashSet<>();
    private long upTo = recorded;

    Sorting(Map<UUID, Reason> ended) {
      this.ended = ended;
    }

    Step step() {
      List<QueuedDelivery> standing = queuedDeliveries.stream().map(this::afterItsEnd).toList();
      standing.stream()
          .filter(queued -> queued.kind().numbered())
          .sorted(
              Comparator.comparingLong(QueuedDelivery::seq)
                  .thenComparingLong(QueuedDelivery::arrival))
          .forEach(this::number);
      others(standing);
      return new Step(fingerprint, upTo, changes, justNotified);
    }

    private QueuedDelivery afterItsEnd(QueuedDelivery queued) {
      Reason reason = ended.get(queued.id());
      if (reason == null) {
        return queued;
      }
      if (queued.kind() == Kind.FIRING && reason == Reason.ACCEPTED) {
        justNotified.add(queued.alertId());
      }
      if (queued.kind().numbered()) {
        // One that ends before its turn (its deadline passed) ends the wait for those missing.
        upTo = Math.max(upTo, queued.seq());
      }
      return queued.because(reason);
    }

    private void number(QueuedDelivery queued) {
      if (queued.seq() > upTo + 1) {
        if (queued.waits()) {
          change(queued, Reason.AWAITS_PREDECESSOR);
        }
        return;
      }
      boolean open = queued.waits() || queued.reason() == Reason.NEVER_NOTIFIED;
      if (open && queued.kind() == Kind.RESOLVED && !isNotified(queued.alertId())) {
        change(queued, Reason.NEVER_NOTIFIED);
        upTo = Math.max(upTo, queued.seq());
      } else if (open) {
        makeReady(queued);
      } else {
        upTo = Math.max(upTo, queued.seq());
      }
    }

    private void others(List<QueuedDelivery> standing) {
      List<QueuedDelivery> waiting =
          standing.stream()
              .filter(queued -> !queued.kind().numbered() && queued.waits())
              .sorted(Comparator.comparingLong(QueuedDelivery::arrival))
              .toList();
      boolean taken = waiting.stream().anyMatch(queued -> queued.reason().sendable());
      for (QueuedDelivery queued : waiting) {
        if (queued.reason().sendable()) {
          continue;
        }
        if (queued.seq() > upTo) {
          change(queued, Reason.AWAITS_ALERT);
        } else if (taken) {
          change(queued, Reason.AWAITS_EARLIER);
        } else {
          makeReady(queued);
          taken = true;
        }
      }
    }

    private boolean isNotified(UUID alert) {
      return notified.contains(alert) || justNotified.contains(alert);
    }

    private void makeReady(QueuedDelivery queued) {
      if (!queued.reason().sendable()) {
        change(queued, Reason.READY);
      }
    }

    private void change(QueuedDelivery queued, Reason reason) {
      if (queued.reason() != reason) {
        changes.put(queued.id(), reason);
      }
    }
  }
}
