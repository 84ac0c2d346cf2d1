package dev.tocsin.evaluator.schedule;

import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.retention.Retention;
import dev.tocsin.evaluator.builtin.EvaluateBuiltIns;
import dev.tocsin.evaluator.deploy.DeployRules;
import dev.tocsin.evaluator.rules.RuleSource;
import dev.tocsin.evaluator.watermark.LogEnds;
import dev.tocsin.evaluator.watermark.RecordLogEnds;
import dev.tocsin.platform.queue.QueuePublisher;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.EnumSet;

/** Everything that a passing minute brings about. */
@Singleton
@Requires(beans = LogEnds.class)
public class Tick {
  private final RuleSource rules;
  private final DeployRules activate;
  private final RecordLogEnds noteLogEnds;
  private final EvaluateSchedule evaluateSchedule;
  private final EvaluateBuiltIns evaluateBuiltIns;
  private final EndOrphanedAlerts endOrphanedAlerts;
  private final QueuePublisher publisher;
  private final Retention retention;
  private final InstantSource clock;

  Tick(
      RuleSource rules,
      DeployRules activate,
      RecordLogEnds noteLogEnds,
      EvaluateSchedule evaluateSchedule,
      EvaluateBuiltIns evaluateBuiltIns,
      EndOrphanedAlerts endOrphanedAlerts,
      QueuePublisher publisher,
      Retention retention,
      InstantSource clock) {
    this.rules = rules;
    this.activate = activate;
    this.noteLogEnds = noteLogEnds;
    this.evaluateSchedule = evaluateSchedule;
    this.evaluateBuiltIns = evaluateBuiltIns;
    this.endOrphanedAlerts = endOrphanedAlerts;
    this.publisher = publisher;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Sends first, so that a log that does not answer holds back no event. Whatever waits in the
   * outbox is sent, whoever wrote it: no other tick covers all queues.
   */
  public void run() {
    publisher.publishDue(EnumSet.allOf(QueueName.class));
    try {
      letTimePass();
    } catch (RuntimeException failed) {
      evaluateBuiltIns(failed);
      throw failed;
    }
    evaluateBuiltIns.run();
    endOrphanedAlerts.run();
    int unused = retention.sweep(clock.instant());
  }

  private void letTimePass() {
    RuleSource.Published published = rules.current();
    activate.ensure(published);
    noteLogEnds.run();
    evaluateSchedule.run(published.ruleSet());
  }

  /** An alert must say that time does not go on. */
  private void evaluateBuiltIns(RuntimeException failed) {
    try {
      evaluateBuiltIns.run();
    } catch (RuntimeException e) {
      failed.addSuppressed(e);
    }
  }
}
