package dev.tocsin.store.window;

import dev.tocsin.store.Sql;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Forgets the names of keys that nobody needed for 30 days. */
@Singleton
final class LabelIndexRetention implements Retained {
  private static final Duration KEPT = Duration.ofDays(30);

  private final Sql sql;

  LabelIndexRetention(Sql sql) {
    this.sql = sql;
  }

  @Override
  public String name() {
    return "label_index";
  }

  @Override
  public int sweep(Instant now) {
    return sql.of("DELETE FROM label_index WHERE needed_on < ?::timestamptz::date")
        .with(now.minus(KEPT))
        .update();
  }
}
