package dev.tocsin.notifier.flush;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.ending;
import static dev.tocsin.testkit.routing.RoutedFixture.fingerprint;
import static dev.tocsin.testkit.routing.RoutedFixture.group;
import static dev.tocsin.testkit.routing.RoutedFixture.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupNotice;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.group.Notified;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.delivery.InMemoryDeliveries;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import dev.tocsin.testkit.routing.InMemoryGroups;
import dev.tocsin.testkit.routing.InMemoryRoutedAlerts;
import dev.tocsin.testkit.routing.RoutedFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordNotificationsTest {
  private static final UUID GROUP = group(1).id();
  private static final String SLACK = "team-db/slack[0]";
  private static final String MAIL = "team-db/email[0]";
  private static final Alert ENDED = ending(1, T, T);
  private static final Fingerprint ALERT = ENDED.fingerprint();

  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final InMemoryRoutedAlerts alerts = new InMemoryRoutedAlerts(transactions);
  private final InMemoryGroups groups = new InMemoryGroups(transactions, alerts);
  private final InMemoryDeliveries deliveries = new InMemoryDeliveries(transactions);
  private final RecordNotifications record = new RecordNotifications(groups, deliveries);

  @BeforeEach
  void join() {
    RoutedFixture.save(alerts, ENDED);
    groups.join(List.of(joining(1, ENDED, 0)), T);
  }

  /** Says of the group that the alert has ended. */
  private static Delivery delivery(String integration, Instant updatedAt) {
    return delivery(integration, updatedAt, 0);
  }

  private static Delivery delivery(String integration, Instant updatedAt, int failed) {
    return new Delivery(
        CountingIds.id(integration.length()),
        new GroupFlush(
            GROUP,
            7,
            true,
            new GroupNotice(
                Set.of(fingerprint(2)), Set.of(ALERT), Set.of(fingerprint(2)), Duration.ofHours(8)),
            Map.of(ALERT, updatedAt)),
        integration,
        Reason.READY,
        0,
        "{}",
        T,
        T,
        T.plusSeconds(60),
        failed,
        0,
        "");
  }

  private void knowsAsOpen(String integration, Fingerprint alert, Instant expiresAt) {
    groups.log(
        List.of(
            new Notified(
                GROUP,
                integration,
                new NotificationLog(Set.of(alert), Set.of(), Set.of(alert), T),
                expiresAt)));
  }

  private void accepted() {
    record.accepted(List.of(delivery(SLACK, T)), T.plusSeconds(1));
  }

  @Test
  void accepted_firstAttempt_isWhatTheIntegrationKnowsFromTheFlushOn() {
    accepted();

    isKnownFrom(T);
  }

  @Test
  void accepted_afterFailures_isWhatTheIntegrationKnowsFromTheDeliveryOn() {
    record.accepted(List.of(delivery(SLACK, T, 2)), T.plusSeconds(1));

    isKnownFrom(T.plusSeconds(1));
  }

  private void isKnownFrom(Instant at) {
    assertThat(groups.logOf(GROUP, SLACK, at.plus(Duration.ofHours(8)).minusMillis(1)))
        .contains(
            new NotificationLog(Set.of(fingerprint(2)), Set.of(ALERT), Set.of(fingerprint(2)), at));
    assertThat(groups.logOf(GROUP, SLACK, at.plus(Duration.ofHours(8)))).isEmpty();
  }

  @Test
  void accepted_noOtherIntegration_resolvedAlertLeaves() {
    accepted();

    assertThat(groups.members()).isEmpty();
  }

  @Test
  void accepted_openAtTheSameIntegrationBefore_resolvedAlertLeaves() {
    knowsAsOpen(SLACK, ALERT, T.plusSeconds(60));
    accepted();

    assertThat(groups.members()).isEmpty();
  }

  @Test
  void accepted_newsSinceTheFlush_alertStays() {
    groups.join(List.of(joining(1, ending(1, T, T.plusSeconds(1)), 0)), T);
    accepted();

    assertThat(groups.members()).containsExactly(ALERT);
  }

  @Test
  void accepted_anotherIntegrationWaits_alertStays() {
    deliveries.add(List.of(delivery(MAIL, T)));
    accepted();

    assertThat(groups.members()).containsExactly(ALERT);
  }

  @Test
  void accepted_openAtAnotherIntegration_alertStaysUntilThatWasNotified() {
    knowsAsOpen(MAIL, ALERT, T.plusSeconds(60));
    accepted();
    assertThat(groups.members()).containsExactly(ALERT);

    record.accepted(List.of(delivery(MAIL, T)), T.plusSeconds(2));
    assertThat(groups.members()).isEmpty();
  }

  @Test
  void accepted_otherAlertIsOpenAtAnotherIntegration_resolvedAlertLeaves() {
    knowsAsOpen(MAIL, fingerprint(3), T.plusSeconds(60));
    accepted();

    assertThat(groups.members()).isEmpty();
  }

  @Test
  void accepted_anotherIntegrationHasForgotten_resolvedAlertLeaves() {
    knowsAsOpen(MAIL, ALERT, T.plusSeconds(1));
    accepted();

    assertThat(groups.members()).isEmpty();
  }
}
