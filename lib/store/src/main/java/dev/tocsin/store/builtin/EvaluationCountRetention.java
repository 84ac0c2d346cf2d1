package dev.tocsin.store.builtin;

import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.store.Sql;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Keeps what was counted for as long as an alert may look back. */
@Singleton
final class EvaluationCountRetention implements Retained {
  private final Sql sql;

  EvaluationCountRetention(Sql sql) {
    this.sql = sql;
  }

  @Override
  public String name() {
    return "evaluation_count";
  }

  @Override
  public int sweep(Instant now) {
    return sql.of("DELETE FROM evaluation_count WHERE minute < ?")
        .with(now.minus(BuiltInSettings.MOST_WINDOW))
        .update();
  }
}
