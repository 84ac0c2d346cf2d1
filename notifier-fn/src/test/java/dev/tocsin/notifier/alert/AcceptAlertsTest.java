package dev.tocsin.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.TestContext;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.wake.DispatchWakeUp;
import dev.tocsin.platform.transaction.RepeatedTransactions;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.IntakeResult;
import dev.tocsin.routing.alert.LabelNameMode;
import dev.tocsin.routing.alert.PostedAlert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.alert.RoutedAlertsChanged;
import dev.tocsin.routing.group.Groups;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptAlertsTest {
  private final TestContext context = new TestContext();
  private final RoutedAlerts alerts = context.get(RoutedAlerts.class);
  private final Instant now = context.clock.instant();
  private int wakeUps;

  @AfterEach
  void close() {
    context.close();
  }

  private AcceptAlerts accept(DispatchWakeUp wakeUp) {
    return new AcceptAlerts(
        context.get(RepeatedTransactions.class),
        context.get(ActiveRouting.class),
        context.get(UpdateAlerts.class),
        wakeUp,
        FaultPoints.NONE,
        context.clock);
  }

  private IntakeResult run(PostedAlert... posted) {
    return accept(() -> context.get(Transactions.class).afterCommit(() -> wakeUps++))
        .run(List.of(posted), LabelNameMode.UTF8);
  }

  private static PostedAlert posted(String name, Optional<Instant> start, Optional<Instant> end) {
    return new PostedAlert(Map.of("alertname", name), Map.of(), start, end, "");
  }

  private Alert stored(String name) {
    return alerts
        .find(List.of(Labels.of("alertname", name).fingerprint()))
        .values()
        .iterator()
        .next();
  }

  @Test
  void run_newAlert_isStoredGroupedAndWakes() {
    IntakeResult result = run(posted("a", Optional.empty(), Optional.empty()));

    assertThat(result.refusals()).isEmpty();
    assertThat(stored("a").startsAt()).isEqualTo(now);
    assertThat(stored("a").endsAt()).contains(now.plus(Duration.ofMinutes(5)));
    assertThat(context.get(Groups.class).members()).containsExactly(stored("a").fingerprint());
    assertThat(wakeUps).isEqualTo(1);
  }

  @Test
  void run_knownAlert_isMerged() {
    run(posted("a", Optional.of(now), Optional.empty()));
    context.clock.advance(Duration.ofMinutes(1));
    run(posted("a", Optional.of(now.plusSeconds(30)), Optional.empty()));

    assertThat(stored("a").startsAt()).isEqualTo(now);
    assertThat(stored("a").endsAt()).contains(now.plus(Duration.ofMinutes(6)));
  }

  @Test
  void run_sameAlertTwiceInABatch_isMergedInItsOrder() {
    run(
        posted("a", Optional.of(now.minusSeconds(60)), Optional.empty()),
        posted("a", Optional.of(now.minusSeconds(30)), Optional.of(now)));

    assertThat(stored("a").startsAt()).isEqualTo(now.minusSeconds(60));
    assertThat(stored("a").isResolvedAt(now)).isTrue();
  }

  @Test
  void run_refusedAmongOthers_othersAreKept() {
    IntakeResult result =
        run(
            new PostedAlert(Map.of(), Map.of(), Optional.empty(), Optional.empty(), ""),
            posted("a", Optional.empty(), Optional.empty()));

    assertThat(result.refusals()).hasSize(1);
    assertThat(result.accepted()).containsExactly(stored("a"));
    assertThat(alerts.active(now)).hasSize(1);
  }

  @Test
  void run_allRefused_changesNothingAndDoesNotWake() {
    run(posted("a", Optional.of(now), Optional.of(now.minusSeconds(1))));

    assertThat(alerts.active(Instant.EPOCH)).isEmpty();
    assertThat(wakeUps).isZero();
  }

  @Test
  void run_conflictWithAnotherTransaction_isRepeatedOnFreshState() {
    int[] runs = {0};
    IntakeResult result =
        accept(
                () -> {
                  if (++runs[0] == 1) {
                    throw new RoutedAlertsChanged(1, 0);
                  }
                })
            .run(List.of(posted("a", Optional.empty(), Optional.empty())), LabelNameMode.UTF8);

    assertThat(runs[0]).isEqualTo(2);
    assertThat(result.accepted()).containsExactly(stored("a"));
  }
}
