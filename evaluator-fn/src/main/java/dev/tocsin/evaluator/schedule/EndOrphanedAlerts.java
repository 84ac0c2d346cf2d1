package dev.tocsin.evaluator.schedule;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.evaluator.save.SaveEvaluation;
import dev.tocsin.evaluator.watermark.WatermarkReader;
import dev.tocsin.platform.queue.QueuePublisher;
import dev.tocsin.platform.transaction.RepeatedTransactions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends alerts that fire without a live alert key: nothing that is evaluated would ever resolve
 * them. Rows that were written or restored by hand make such alerts; evaluation makes none.
 */
@Singleton
class EndOrphanedAlerts {
  private static final Logger LOG = LoggerFactory.getLogger(EndOrphanedAlerts.class);

  /** Most alerts of one tick, which bounds its transaction; the next tick goes on. */
  private static final int MOST = 1_000;

  private final RepeatedTransactions repeated;
  private final Transactions transactions;
  private final Alerts alerts;
  private final SaveEvaluation save;
  private final WatermarkReader watermarks;
  private final QueuePublisher publisher;
  private final InstantSource clock;

  EndOrphanedAlerts(
      RepeatedTransactions repeated,
      Transactions transactions,
      Alerts alerts,
      SaveEvaluation save,
      WatermarkReader watermarks,
      QueuePublisher publisher,
      InstantSource clock) {
    this.repeated = repeated;
    this.transactions = transactions;
    this.alerts = alerts;
    this.save = save;
    this.watermarks = watermarks;
    this.publisher = publisher;
    this.clock = clock;
  }

  void run() {
    repeated.run(this::end);
    publisher.publish();
  }

  private void end() {
    List<Alert> orphaned = alerts.orphaned(MOST);
    if (orphaned.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    save.end(orphaned, watermarks.at(now).orElse(now), now);
    transactions.afterCommit(() -> orphaned.forEach(EndOrphanedAlerts::log));
  }

  private static void log(Alert alert) {
    LOG.warn(
        "alert {} of rule {} was firing and alert key {} was not firing with it: it is resolved",
        alert.id(),
        alert.rule().id(),
        alert.fingerprint());
  }
}
