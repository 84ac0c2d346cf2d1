package dev.tocsin.store.outbox;

import dev.tocsin.store.Sql;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Forgets taken events once no queue can hold them any more: SQS keeps a message 14 days. */
@Singleton
final class ConsumedEventRetention implements Retained {
  private static final Duration KEPT = Duration.ofDays(15);

  private final Sql sql;

  ConsumedEventRetention(Sql sql) {
    this.sql = sql;
  }

  @Override
  public String name() {
    return "consumed_event";
  }

  @Override
  public int sweep(Instant now) {
    return sql.of("DELETE FROM consumed_event WHERE consumed_at < ?")
        .with(now.minus(KEPT))
        .update();
  }
}
