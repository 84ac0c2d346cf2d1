package dev.tocsin.routing.response;

import dev.tocsin.routing.response.ResponseDecision.Over;
import dev.tocsin.routing.response.ResponseDecision.Overdue;
import dev.tocsin.routing.response.ResponseDecision.Wait;
import dev.tocsin.routing.state.Acknowledgement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides which alerts are overdue: those that fire, to which nobody has reacted in their time. To
 * acknowledge one is to react, and so is to silence it; one that another alert inhibits is a matter
 * of that other one.
 */
public final class ResponsePolicy {
  /** A silence may be ended, and an inhibiting alert may end, at any time: it is looked again. */
  static final Duration WHILE_MUTED = Duration.ofMinutes(1);

  private ResponsePolicy() {}

  public static ResponseDecision decide(Awaited awaited, Instant now) {
    if (awaited.alert().isResolvedAt(now) || awaited.dueAt().isEmpty()) {
      return new Over();
    }
    Instant due = awaited.dueAt().get();
    if (now.isBefore(due)) {
      return new Wait(due);
    }
    Optional<Instant> until = awaited.acknowledgement().map(Acknowledgement::until);
    if (until.isPresent()) {
      return new Wait(until.get());
    }
    boolean isMuted = awaited.muted().bySilence() || awaited.muted().byInhibition();
    return isMuted ? new Wait(now.plus(WHILE_MUTED)) : new Overdue();
  }

  /** The timer after a decision; empty where nothing is awaited. What is overdue stays so. */
  public static Optional<ResponseTimer> after(
      ResponseTimer timer, ResponseDecision decision, Instant now) {
    return switch (decision) {
      case Over over -> Optional.empty();
      case Wait(Instant lookAt) ->
          Optional.of(ResponseTimer.waiting(timer.alert(), timer.since(), lookAt));
      case Overdue overdue -> Optional.of(timer.overdue(timer.overdueAt().orElse(now)));
    };
  }
}
