package dev.tocsin.evaluator.grid;

import dev.tocsin.evaluator.RuleSource;
import dev.tocsin.evaluator.save.PublishAfterCommit;
import dev.tocsin.store.retention.Retention;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Everything that a passing minute brings about; its parts fail each alone. */
@Singleton
public class Tick {
  private final RuleSource rules;
  private final ActivateRules activate;
  private final NoteLogEnds noteLogEnds;
  private final JudgeGrid judgeGrid;
  private final PublishAfterCommit publish;
  private final Retention retention;
  private final InstantSource clock;

  Tick(
      RuleSource rules,
      ActivateRules activate,
      NoteLogEnds noteLogEnds,
      JudgeGrid judgeGrid,
      PublishAfterCommit publish,
      Retention retention,
      InstantSource clock) {
    this.rules = rules;
    this.activate = activate;
    this.noteLogEnds = noteLogEnds;
    this.judgeGrid = judgeGrid;
    this.publish = publish;
    this.retention = retention;
    this.clock = clock;
  }

  /** Sends first, so that a log that does not answer holds back no event. */
  public void run() {
    publish.due();
    RuleSource.Published published = rules.current();
    activate.ensure(published);
    noteLogEnds.run();
    judgeGrid.run(published.book());
    int unused = retention.sweep(clock.instant());
  }
}
