package dev.tocsin.notifier.alert;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.notifier.wake.DispatchWakeUp;
import dev.tocsin.platform.transaction.RepeatedTransactions;
import dev.tocsin.routing.alert.AlertIntake;
import dev.tocsin.routing.alert.IntakeResult;
import dev.tocsin.routing.alert.LabelNameMode;
import dev.tocsin.routing.alert.PostedAlert;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Takes alerts that a client posts. */
@Singleton
public class AcceptAlerts {
  private final RepeatedTransactions transactions;
  private final ActiveRouting active;
  private final UpdateAlerts update;
  private final DispatchWakeUp wakeUp;
  private final FaultPoints faults;
  private final InstantSource clock;

  AcceptAlerts(
      RepeatedTransactions transactions,
      ActiveRouting active,
      UpdateAlerts update,
      DispatchWakeUp wakeUp,
      FaultPoints faults,
      InstantSource clock) {
    this.transactions = transactions;
    this.active = active;
    this.update = update;
    this.wakeUp = wakeUp;
    this.faults = faults;
    this.clock = clock;
  }

  /** Takes those that are valid, all in one transaction, and says what is wrong with the others. */
  public IntakeResult run(List<PostedAlert> posted, LabelNameMode names) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    IntakeResult result = transactions.inOne(() -> take(posted, names, now));
    faults.reach(FaultPoint.AFTER_COMMIT);
    return result;
  }

  private IntakeResult take(List<PostedAlert> posted, LabelNameMode names, Instant now) {
    Routing routing = active.held();
    faults.reach(FaultPoint.AFTER_LOAD);
    IntakeResult result =
        AlertIntake.accept(posted, routing.configuration().resolveTimeout(), now, names);
    if (!result.accepted().isEmpty()) {
      update.run(result.accepted(), List.of(), routing, now);
      wakeUp.onceCommitted();
    }
    faults.reach(FaultPoint.BEFORE_COMMIT);
    return result;
  }
}
