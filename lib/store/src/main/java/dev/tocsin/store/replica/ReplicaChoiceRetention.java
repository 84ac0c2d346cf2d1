package dev.tocsin.store.replica;

import dev.tocsin.store.Sql;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Forgets clusters of which nothing came for 7 days. */
@Singleton
final class ReplicaChoiceRetention implements Retained {
  private static final Duration KEPT = Duration.ofDays(7);

  private final Sql sql;

  ReplicaChoiceRetention(Sql sql) {
    this.sql = sql;
  }

  @Override
  public String name() {
    return "replica_choice";
  }

  @Override
  public int sweep(Instant now) {
    return sql.of("DELETE FROM replica_choice WHERE changed_at < ?").with(now.minus(KEPT)).update();
  }
}
