package dev.tocsin.store.delivery;

import dev.tocsin.store.Sql;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps what was delivered, skipped or given up for 30 days, breakers that stay closed and
 * receivers that are not called as long, and how far the events of a fingerprint are recorded for
 * 430 days, longer than the evaluator keeps its numbering.
 */
@Singleton
final class DeliveryRetention implements Retained {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration LINES = Duration.ofDays(430);

  private final Sql sql;

  DeliveryRetention(Sql sql) {
    this.sql = sql;
  }

  @Override
  public String name() {
    return "delivery";
  }

  @Override
  public int sweep(Instant now) {
    return deliveries(now.minus(KEPT))
        + breakers(now.minus(KEPT))
        + statuses(now.minus(KEPT))
        + notified(now.minus(LINES))
        + lines(now.minus(LINES));
  }

  private int deliveries(Instant before) {
    return sql.of("DELETE FROM delivery WHERE state <> 'waiting' AND ended_at < ?")
        .with(before)
        .update();
  }

  private int breakers(Instant before) {
    return sql.of(
            """
            DELETE FROM circuit_breaker
            WHERE state = 'closed' AND failures = 0 AND changed_at < ?
            """)
        .with(before)
        .update();
  }

  private int statuses(Instant before) {
    return sql.of(
            """
            DELETE FROM receiver_status WHERE greatest(last_success_at, last_failure_at) < ?
            """)
        .with(before)
        .update();
  }

  private int notified(Instant before) {
    return sql.of("DELETE FROM notified_alert WHERE notified_at < ?").with(before).update();
  }

  /** Those with nothing waiting; who holds one is about to move it. */
  private int lines(Instant before) {
    return sql.of(
            """
            DELETE FROM delivery_sequence WHERE fingerprint IN (
              SELECT fingerprint FROM delivery_sequence l
              WHERE moved_at < ? AND NOT EXISTS (
                SELECT FROM delivery d
                WHERE d.fingerprint = l.fingerprint AND d.fingerprint IS NOT NULL
                  AND (d.state = 'waiting' OR d.reason IN ('never_notified', 'malformed_event')))
              FOR UPDATE SKIP LOCKED)
            """)
        .with(before)
        .update();
  }
}
