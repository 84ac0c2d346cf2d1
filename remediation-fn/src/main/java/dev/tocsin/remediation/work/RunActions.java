package dev.tocsin.remediation.work;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.platform.queue.QueuePublisher;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings on all runs that are due: questions lapse, requests are sent, outcomes recorded. */
@Singleton
public class RunActions {
  /** Most requests under way at once. */
  private static final int SIDE_BY_SIDE = 16;

  /** Most rounds of one call, which bounds how long it takes; what is left gets a wake-up. */
  private static final int ROUNDS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(RunActions.class);

  private final ClaimRun claim;
  private final HttpActions actions;
  private final RecordOutcome outcome;
  private final QueuePublisher publisher;
  private final FaultPoints faults;

  RunActions(
      ClaimRun claim,
      HttpActions actions,
      RecordOutcome outcome,
      QueuePublisher publisher,
      FaultPoints faults) {
    this.claim = claim;
    this.actions = actions;
    this.outcome = outcome;
    this.publisher = publisher;
    this.faults = faults;
  }

  public void run() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Claim.Started> started = new ArrayList<>();
      boolean more = claim(started);
      publisher.publish();
      runActions(started);
      if (!more) {
        return;
      }
    }
    publisher.wakeUp(QueueName.REMEDIATE);
  }

  /** Claims until nothing is due or enough has started; returns whether more may be due. */
  private boolean claim(List<Claim.Started> started) {
    for (int claims = 0; claims < 100 && started.size() < SIDE_BY_SIDE; claims++) {
      switch (claim.next()) {
        case Claim.Nothing nothing -> {
          return false;
        }
        case Claim.Settled settled -> {
          // There is nothing to send for it.
        }
        case Claim.Started run -> started.add(run);
      }
    }
    return true;
  }

  /** An outcome that cannot be recorded is left to the lease: the run is then taken up again. */
  private void runActions(List<Claim.Started> started) {
    List<Throwable> unrecorded = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> under = new ArrayList<>();
      started.forEach(run -> under.add(threads.submit(() -> runActions(run))));
      under.forEach(run -> failure(run).ifPresent(unrecorded::add));
    }
    if (!unrecorded.isEmpty()) {
      LOG.error(
          "{} runs were carried out and their outcome is not recorded, the first because of {}",
          unrecorded.size(),
          unrecorded.getFirst().toString());
    }
  }

  private Void runActions(Claim.Started run) throws InterruptedException {
    faults.reach(FaultPoint.DURING_DELIVERY);
    ActionOutcome went = actions.send(run.request(), run.run().id());
    faults.reach(FaultPoint.AFTER_DELIVERY);
    outcome.record(run, went);
    publisher.publish();
    LOG.debug(
        "run {} of {} on {}: {}",
        run.run().id(),
        run.run().plan().remediationId(),
        run.run().plan().target(),
        went.detail());
    return null;
  }

  private static Optional<Throwable> failure(Future<?> run) {
    try {
      run.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while carrying out runs", e);
    }
  }
}
