package dev.tocsin.remediation.work;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.remediation.save.SaveRuns;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Records how a started run went, unless it was taken from us because we were too slow. */
@Singleton
class RecordOutcome {
  private final Transactions transactions;
  private final Runs runs;
  private final SaveRuns save;
  private final FailRun fail;
  private final ActionBreakers breakers;
  private final InstantSource clock;

  RecordOutcome(
      Transactions transactions,
      Runs runs,
      SaveRuns save,
      FailRun fail,
      ActionBreakers breakers,
      InstantSource clock) {
    this.transactions = transactions;
    this.runs = runs;
    this.save = save;
    this.fail = fail;
    this.breakers = breakers;
    this.clock = clock;
  }

  void record(Claim.Started started, ActionOutcome outcome) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    transactions.run(() ->
        runs.lock(started.run().id())
            .filter(run -> run.status() == RunStatus.RUNNING)
            .filter(run -> run.attempts().equals(started.run().attempts()))
            .ifPresent(run -> end(run, outcome, now)));
    breakers.record(started.destination(), started.epoch(), outcome.destination(), now);
  }

  private void end(Run run, ActionOutcome outcome, Instant now) {
    if (outcome.succeeded()) {
      save.save(run.ended(RunStatus.SUCCESS, outcome.reason(), outcome.detail(), now), now);
    } else {
      fail.failed(run, outcome.reason(), outcome.detail(), now);
    }
  }
}
