package dev.tocsin.remediation.approval;

import dev.tocsin.core.remediation.ApprovalPolicy.Refusal;
import dev.tocsin.core.remediation.Run;

/** What became of looking at an approval, or of answering it. */
sealed interface Answered {
  /** The run as it stands now. */
  record Ok(Run run) implements Answered {}

  /** There is no such run, or the token is not its own; the answer does not say which. */
  record Forbidden() implements Answered {}

  /** The answer does not count, or the question is no longer one; the run as it stands. */
  record Refused(Refusal why, Run run) implements Answered {}
}
