package dev.tocsin.evaluator.grid;

import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.evaluator.RuleSource;
import dev.tocsin.store.queue.AfterCommit;
import dev.tocsin.store.retention.Retention;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.EnumSet;

/** Everything that a passing minute brings about; its parts fail each alone. */
@Singleton
@Requires(beans = LogEnds.class)
public class Tick {
  private final RuleSource rules;
  private final ActivateRules activate;
  private final NoteLogEnds noteLogEnds;
  private final JudgeGrid judgeGrid;
  private final AfterCommit afterCommit;
  private final Retention retention;
  private final InstantSource clock;

  Tick(
      RuleSource rules,
      ActivateRules activate,
      NoteLogEnds noteLogEnds,
      JudgeGrid judgeGrid,
      AfterCommit afterCommit,
      Retention retention,
      InstantSource clock) {
    this.rules = rules;
    this.activate = activate;
    this.noteLogEnds = noteLogEnds;
    this.judgeGrid = judgeGrid;
    this.afterCommit = afterCommit;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Sends first, so that a log that does not answer holds back no event. Whatever waits in the
   * outbox is sent, whoever wrote it: no other tick covers all queues.
   */
  public void run() {
    afterCommit.publishDue(EnumSet.allOf(QueueName.class));
    RuleSource.Published published = rules.current();
    activate.ensure(published);
    noteLogEnds.run();
    judgeGrid.run(published.book());
    int unused = retention.sweep(clock.instant());
  }
}
