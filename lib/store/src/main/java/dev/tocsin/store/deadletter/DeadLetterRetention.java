package dev.tocsin.store.deadletter;

import dev.tocsin.store.Sql;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Keeps dead letters for 30 days. */
@Singleton
final class DeadLetterRetention implements Retained {
  private static final Duration KEPT = Duration.ofDays(30);

  private final Sql sql;

  DeadLetterRetention(Sql sql) {
    this.sql = sql;
  }

  @Override
  public String name() {
    return "dead_letter";
  }

  @Override
  public int sweep(Instant now) {
    return sql.of("DELETE FROM dead_letter WHERE created_at < ?").with(now.minus(KEPT)).update();
  }
}
