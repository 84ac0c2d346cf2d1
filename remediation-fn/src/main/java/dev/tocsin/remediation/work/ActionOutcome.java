package dev.tocsin.remediation.work;

import dev.tocsin.core.breaker.Outcome;
import dev.tocsin.core.remediation.EndReason;

/**
 * How an action's request went.
 *
 * @param reason {@link EndReason#HTTP_2XX} when it succeeded
 * @param detail one sentence for a person
 */
record ActionOutcome(EndReason reason, String detail, Outcome destination) {
  static ActionOutcome answered(int status) {
    String detail = "HTTP " + status;
    if (status / 100 == 2) {
      return new ActionOutcome(EndReason.HTTP_2XX, detail, Outcome.SUCCESS);
    }
    return new ActionOutcome(
        EndReason.HTTP_STATUS, detail, status >= 500 ? Outcome.FAILURE : Outcome.NEITHER);
  }

  static ActionOutcome notReached(String detail) {
    return new ActionOutcome(EndReason.NOT_REACHED, detail, Outcome.FAILURE);
  }

  static ActionOutcome noAnswer(String detail) {
    return new ActionOutcome(EndReason.NO_ANSWER, detail, Outcome.FAILURE);
  }

  static ActionOutcome refused(String detail) {
    return new ActionOutcome(EndReason.ADDRESS_REFUSED, detail, Outcome.NEITHER);
  }

  boolean succeeded() {
    return reason == EndReason.HTTP_2XX;
  }
}
