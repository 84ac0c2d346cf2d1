package dev.tocsin.store.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.ending;
import static dev.tocsin.testkit.routing.RoutedFixture.group;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.group.FlushHistory;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.group.Notified;
import dev.tocsin.routing.matcher.Matchers;
import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.silence.SilenceStore;
import dev.tocsin.store.Sql;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.routing.RoutedFixture;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingRetentionTest {
  private static final String SLACK = "team-db/slack[0]";

  private final ApplicationContext context = StoreFixture.empty();
  private final Groups groups = context.getBean(Groups.class);
  private final RoutingRetention retention = context.getBean(RoutingRetention.class);

  @Test
  void sweep_decisions_areInDailyPartitionsFor90Days() {
    retention.sweep(T);
    groups.record(List.of(decision(1, T), decision(2, T.plus(Duration.ofDays(1)))));
    FlushHistory history = context.getBean(FlushHistory.class);
    Instant always = T.plus(Duration.ofDays(999));
    assertThat(partitionOf(1)).isEqualTo("flush_decision_20261121");

    retention.sweep(T.plus(Duration.ofDays(90)));
    assertThat(history.ofIntegration(SLACK, always, 9)).hasSize(2);

    retention.sweep(T.plus(Duration.ofDays(91)));
    assertThat(history.ofIntegration(SLACK, always, 9))
        .containsExactly(decision(2, T.plus(Duration.ofDays(1))));
  }

  @Test
  void sweep_logs_goWhenTheyExpire() {
    NotificationLog log = new NotificationLog(Set.of(), Set.of(), Set.of(), T);
    groups.log(List.of(new Notified(group(1).id(), SLACK, log, T.plusSeconds(60))));

    assertThat(retention.sweep(T.plusSeconds(59))).isZero();
    assertThat(retention.sweep(T.plusSeconds(60))).isEqualTo(1);
  }

  @Test
  void sweep_silences_goFiveDaysAfterTheirEnd() {
    SilenceStore silences = context.getBean(SilenceStore.class);
    silences.save(
        List.of(
            new Silence(CountingIds.id(1), List.of(Matchers.NONE), T, T, T, "ada", "", Map.of())));

    assertThat(retention.sweep(T.plus(Duration.ofDays(5)))).isZero();
    assertThat(retention.sweep(T.plus(Duration.ofDays(5)).plusMillis(1))).isEqualTo(1);
  }

  @Test
  void sweep_alertsInNoGroup_goAnHourAfterTheirEnd() {
    RoutedFixture.save(context.getBean(RoutedAlerts.class), ending(1, T, T));

    assertThat(retention.sweep(T.plus(Duration.ofHours(1)))).isZero();
    assertThat(retention.sweep(T.plus(Duration.ofHours(1)).plusMillis(1))).isEqualTo(1);
  }

  private static FlushRecord decision(long flush, Instant at) {
    return new FlushRecord(
        group(1).id(), flush, SLACK, at, true, "first", List.of(), List.of(), List.of(), List.of());
  }

  private String partitionOf(long flush) {
    return context
        .getBean(Sql.class)
        .of("SELECT tableoid::regclass::text AS name FROM flush_decision WHERE flush = ?")
        .with(flush)
        .first(row -> row.getString("name"))
        .orElseThrow();
  }
}
