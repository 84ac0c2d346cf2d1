package dev.tocsin.core.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The deliveries of one group to one integration that wait, and the decision which of them is sent.
 *
 * <p>One is in flight at a time, and the newest state is what counts: a later flush supersedes one
 * that waits. While one is under way, which may arrive, the later one waits for its result: where
 * it was accepted, the later one is decided again; where it failed, the later one takes its place.
 *
 * @param waiting in the order of their flushes; by what is said above, one that may be sent and at
 *     most one behind it
 */
public record GroupDeliverySequence(GroupIntegration key, List<QueuedFlush> waiting) {
  public GroupDeliverySequence {
    waiting = waiting.stream().sorted(Comparator.comparingLong(QueuedFlush::number)).toList();
  }

  /**
   * Makes room for a later flush, or for the decision of a later flush to send nothing: what waits
   * is superseded, unless it is under way. The place of one that waits for the rate of its
   * destination goes to the later flush, so that a group that is flushed often is sent too.
   */
  public Entry enter(Instant now) {
    List<QueuedFlush> superseded =
        waiting.stream().filter(queued -> !queued.isLeased(now)).toList();
    boolean isFirst = superseded.size() == waiting.size();
    Optional<Instant> place =
        superseded.stream()
            .filter(queued -> isFirst && queued.reason() == Reason.RATE_LIMITED)
            .map(QueuedFlush::dueAt)
            .findFirst();
    Reason reason = place.isPresent() ? Reason.RATE_LIMITED : Reason.READY;
    return new Entry(
        isFirst ? reason : Reason.AWAITS_EARLIER,
        place,
        superseded.stream().map(queued -> Change.end(queued, Reason.SUPERSEDED)).toList());
  }

  /**
   * What becomes of the deliveries once some have come to results. One that is to be tried again
   * counts only under the lease that it still has; where a later flush waits it is superseded, and
   * the later one is sent when its next attempt was due.
   *
   * @param results by delivery
   * @param lease the one under which the results came
   */
  public Step after(
      Map<UUID, AttemptResult> results, UUID lease, Reconsider reconsider, Instant now) {
    List<AttemptResult> recorded = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (int at = 0; at < waiting.size(); at++) {
      QueuedFlush queued = waiting.get(at);
      AttemptResult result = results.get(queued.id());
      if (result == null || !(result.isFinal() || queued.isUnder(lease))) {
        continue;
      }
      Optional<QueuedFlush> next =
          at + 1 < waiting.size() ? Optional.of(waiting.get(at + 1)) : Optional.empty();
      Optional<QueuedFlush> behind =
          next.filter(
              later -> later.reason() == Reason.AWAITS_EARLIER && !results.containsKey(later.id()));
      recorded.add(behind.isPresent() && !result.isFinal() ? superseded(result) : result);
      behind.ifPresent(later -> changes.add(moveUp(later, queued, result, reconsider, now)));
    }
    return new Step(recorded, changes);
  }

  private static AttemptResult superseded(AttemptResult failed) {
    return new AttemptResult(
        failed.id(), Reason.SUPERSEDED, failed.dueAt(), failed.attempted(), failed.detail());
  }

  private static Change moveUp(
      QueuedFlush later,
      QueuedFlush earlier,
      AttemptResult result,
      Reconsider reconsider,
      Instant now) {
    if (!result.isFinal()) {
      int failed = earlier.attempts() + (result.attempted() ? 1 : 0);
      return new Change(later.id(), result.reason(), result.dueAt(), failed);
    }
    boolean notified =
        result.reason() == Reason.ACCEPTED && !reconsider.needed(later.flush(), earlier.flush());
    return notified
        ? Change.end(later, Reason.ALREADY_NOTIFIED)
        : new Change(later.id(), Reason.READY, now, later.attempts());
  }

  /**
   * The place of a later flush.
   *
   * @param reason why it stands there
   * @param place when it is sent, where its destination's rate was used up; else at its own time
   * @param superseded the deliveries that end for it
   */
  public record Entry(Reason reason, Optional<Instant> place, List<Change> superseded) {
    public Entry {
      superseded = List.copyOf(superseded);
    }
  }

  /**
   * What results come to.
   *
   * @param results those that count, as they are recorded
   * @param changes what becomes of the deliveries behind
   */
  public record Step(List<AttemptResult> results, List<Change> changes) {
    public Step {
      results = List.copyOf(results);
      changes = List.copyOf(changes);
    }
  }

  /** A delivery that stands there for another reason now. */
  public record Change(UUID id, Reason reason, Instant dueAt, int attempts) {
    private static Change end(QueuedFlush queued, Reason reason) {
      return new Change(queued.id(), reason, queued.dueAt(), queued.attempts());
    }
  }
}
