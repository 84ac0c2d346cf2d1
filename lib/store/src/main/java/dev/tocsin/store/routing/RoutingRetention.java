package dev.tocsin.store.routing;

import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.routing.silence.SilenceStore;
import dev.tocsin.routing.state.Acknowledgements;
import dev.tocsin.store.Sql;
import dev.tocsin.store.retention.DailyPartitions;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;

/**
 * Keeps what flushes decided, what happened to alerts and who acknowledged them for 90 days, as
 * long as the history of rules' alerts; silences for five days after their end, as Alertmanager
 * does; alerts that are in no group for an hour after theirs.
 */
@Singleton
final class RoutingRetention implements Retained {
  private static final Period HISTORY_KEPT = Period.ofDays(90);
  private static final Duration SILENCES_KEPT = Duration.ofDays(5);
  private static final Duration ALERTS_KEPT = Duration.ofHours(1);
  private static final int MOST_ALERTS = 100_000;

  private final Sql sql;
  private final DailyPartitions partitions;
  private final RoutedAlerts alerts;
  private final SilenceStore silences;
  private final Acknowledgements acknowledgements;
  private final ResponseTimers responses;

  RoutingRetention(
      Sql sql,
      DailyPartitions partitions,
      RoutedAlerts alerts,
      SilenceStore silences,
      Acknowledgements acknowledgements,
      ResponseTimers responses) {
    this.sql = sql;
    this.partitions = partitions;
    this.alerts = alerts;
    this.silences = silences;
    this.acknowledgements = acknowledgements;
    this.responses = responses;
  }

  @Override
  public String name() {
    return "routing";
  }

  /** What holds up others most is locked last. */
  @Override
  public int sweep(Instant now) {
    return alerts.forget(now.minus(ALERTS_KEPT), MOST_ALERTS)
        + expiredLogs(now)
        + responses.forget(now.minus(ALERTS_KEPT))
        + silences.forget(now.minus(SILENCES_KEPT))
        + acknowledgements.forget(now.minus(HISTORY_KEPT))
        + partitions.keep("routed_alert_event", HISTORY_KEPT, now)
        + partitions.keep("flush_decision", HISTORY_KEPT, now);
  }

  private int expiredLogs(Instant now) {
    return sql.of("DELETE FROM notification_log WHERE expires_at <= ?").with(now).update();
  }
}
