package dev.tocsin.notifier.pipeline;

import static dev.tocsin.notifier.pipeline.PlayedReceivers.Mood.ACCEPTS;
import static dev.tocsin.notifier.pipeline.PlayedReceivers.Mood.FAILS;
import static dev.tocsin.notifier.pipeline.PlayedReceivers.Mood.HANGS;
import static dev.tocsin.notifier.pipeline.PlayedReceivers.Mood.REFUSES;
import static dev.tocsin.notifier.pipeline.Received.firing;
import static dev.tocsin.notifier.pipeline.Received.notified;
import static dev.tocsin.notifier.pipeline.Received.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notifier.routing.ActivateConfiguration.Timers;
import dev.tocsin.routing.group.FlushHistory;
import dev.tocsin.routing.group.Groups;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** from posted alerts to notified receivers, whatever the store is. */
abstract class PipelineScenarios {
  private static final String START = "2026-11-21T10:00:00Z";

  private static final String ONE_RECEIVER =
      """
      route:
        receiver: db
        group_by: [team]
        group_wait: 30s
        group_interval: 5m
        repeat_interval: 4h
      receivers:
      - name: db
        webhook_configs: [{url: "http://db.test/"}]
      inhibit_rules:
      - source_matchers: [severity="critical"]
        target_matchers: [severity="warning"]
        equal: [team]
      """;

  private static final String TWO_INTEGRATIONS =
      """
      route: {receiver: db, group_wait: 30s, group_interval: 5m, repeat_interval: 4h}
      receivers:
      - name: db
        webhook_configs: [{url: "http://one.test/"}, {url: "http://two.test/"}]
      """;

  private Optional<Scenario> begun = Optional.empty();

  protected abstract Map<String, Object> store();

  private Scenario scenario() {
    return scenario(START, Map.of());
  }

  private Scenario scenario(String start, Map<String, Object> settings) {
    Map<String, Object> properties = new HashMap<>(store());
    properties.putAll(settings);
    Scenario scenario = new Scenario(start, properties, 2);
    begun = Optional.of(scenario);
    return scenario;
  }

  @AfterEach
  void close() {
    begun.ifPresent(scenario -> {
      scenario.andNothingElse();
      scenario.close();
    });
  }

  @Test
  void alertsOfAGroup_areNotifiedTogetherAfterTheWaitThenAtIntervals() {
    scenario()
        .configured(ONE_RECEIVER)
        .post("a")
        .at("0:10")
        .post("b")
        .at("0:30")
        .expect(notified("db", firing("a", "b")))
        .at("1:00")
        .post("c")
        .at("5:29")
        .andNothingElse()
        .at("5:30")
        .expect(notified("db", firing("a", "b", "c")))
        .at("7:00")
        .resolve("a")
        .at("10:30")
        .expect(notified("db", firing("b", "c"), resolved("a")))
        .at("4:10:00")
        .andNothingElse();
  }

  @Test
  void nothingChanges_isRepeatedAtTheFlushAfterTheRepeatInterval() {
    scenario()
        .configured(ONE_RECEIVER)
        .post("a")
        .at("0:30")
        .expect(notified("db", firing("a")))
        .at("4:05:29")
        .andNothingElse()
        .at("4:05:30")
        .expect(notified("db", firing("a")))
        .at("8:00:00")
        .andNothingElse();
  }

  @Test
  void sourceFallsSilent_alertIsResolvedAfterTheTimeout() {
    scenario()
        .configured(ONE_RECEIVER)
        .postWithoutEnd("a")
        .at("0:30")
        .expect(notified("db", firing("a")))
        .at("4:00")
        .postWithoutEnd("a")
        .at("5:30")
        .andNothingElse()
        .at("10:30")
        .expect(notified("db", resolved("a")))
        .at("1:00:00")
        .andNothingElse();
  }

  @Test
  void alertsOfOtherGroups_areNotifiedApart() {
    scenario()
        .configured(ONE_RECEIVER)
        .post("a team=x", "b team=y", "c team=x")
        .at("0:30")
        .expect(notified("db", firing("a", "c")), notified("db", firing("b")));
  }

  @Test
  void silenceEndsWhileItFires_alertIsNotifiedAtTheNextFlush() {
    scenario()
        .configured(ONE_RECEIVER)
        .silenced("alertname", "a", Duration.ofMinutes(7))
        .post("a")
        .at("5:30")
        .andNothingElse()
        .at("10:30")
        .expect(notified("db", firing("a")));
  }

  @Test
  void notifiedAlertIsSilenced_groupStaysFiring() {
    scenario()
        .configured(ONE_RECEIVER)
        .post("a", "b")
        .at("0:30")
        .expect(notified("db", firing("a", "b")))
        .silenced("alertname", "a", Duration.ofHours(1))
        .at("2:00")
        .resolve("b")
        .at("5:30")
        .expect(notified("db", resolved("b")).ofFiringGroup())
        .at("59:00")
        .andNothingElse();
  }

  @Test
  void inhibitingAlertResolves_inhibitedOneIsNotified() {
    scenario()
        .configured(ONE_RECEIVER)
        .post("disk severity=critical", "slow severity=warning")
        .at("0:30")
        .expect(notified("db", firing("disk")))
        .at("2:00")
        .resolve("disk severity=critical")
        .at("5:30")
        .expect(notified("db", firing("slow"), resolved("disk")));
  }

  @Test
  void inhibitingAlertOfAnotherGroup_doesNotInhibit() {
    scenario()
        .configured(ONE_RECEIVER)
        .post("disk severity=critical team=x", "slow severity=warning team=y")
        .at("0:30")
        .expect(notified("db", firing("disk")), notified("db", firing("slow")));
  }

  @Test
  void muteInterval_endsByTheClockOfItsLocationWhenThatIsMovedForward() {
    // In Berlin the clock goes from 2:00 to 3:00 at 01:00 UTC: 3:30 is 30 minutes later.
    scenario("2027-03-28T00:30:00Z", Map.of())
        .configured(
            """
            route:
              receiver: root
              routes:
              - receiver: db
                matchers: [team="db"]
                group_wait: 30s
                group_interval: 5m
                mute_time_intervals: [night]
            time_intervals:
            - name: night
              time_intervals:
              - times: [{start_time: "00:00", end_time: "03:30"}]
                location: Europe/Berlin
            receivers:
            - name: root
            - name: db
              webhook_configs: [{url: "http://db.test/"}]
            """)
        .post("a team=db")
        .at("55:30")
        .andNothingElse()
        .at("1:00:30")
        .expect(notified("db", firing("a")));
  }

  @Test
  void routeContinues_bothReceiversAreNotified() {
    scenario()
        .configured(
            """
            route:
              receiver: db
              group_wait: 30s
              routes:
              - {receiver: audit, continue: true, matchers: [team="x"], group_wait: 10s}
              - {receiver: db, matchers: [team="x"]}
            receivers:
            - name: audit
              webhook_configs: [{url: "http://audit.test/"}]
            - name: db
              webhook_configs: [{url: "http://db.test/"}]
            """)
        .post("a team=x")
        .at("0:10")
        .expect(notified("audit", firing("a")))
        .at("0:30")
        .expect(notified("db", firing("a")));
  }

  @Test
  void reload_keepsTimersAndWhatReceiversKnow() {
    scenario()
        .configured(ONE_RECEIVER)
        .post("a")
        .at("0:20")
        .configured(ONE_RECEIVER.replace("4h", "3h"))
        .at("0:30")
        .expect(notified("db", firing("a")))
        .at("5:00")
        .configured(ONE_RECEIVER)
        .post("b")
        .at("5:30")
        .expect(notified("db", firing("a", "b")));
  }

  @Test
  void reloadAsAlertmanager_beginsTimersAnew() {
    scenario()
        .configured(ONE_RECEIVER)
        .post("a")
        .at("0:20")
        .configured(ONE_RECEIVER.replace("4h", "3h"), Timers.RESTARTED)
        .at("0:49")
        .andNothingElse()
        .at("0:50")
        .expect(notified("db", firing("a")));
  }

  @Test
  void reloadWithARouteForTheAlert_movesItToTheOtherReceiver() {
    scenario()
        .configured(ONE_RECEIVER)
        .post("a team=x")
        .at("0:30")
        .expect(notified("db", firing("a")))
        .at("1:00")
        .configured(
            """
            route:
              receiver: db
              group_by: [team]
              group_wait: 30s
              routes: [{receiver: other, matchers: [team="x"]}]
            receivers:
            - name: db
              webhook_configs: [{url: "http://db.test/"}]
            - name: other
              webhook_configs: [{url: "http://other.test/"}]
            """)
        .expect(notified("other", firing("a")))
        .at("1:00:00")
        .andNothingElse();
  }

  @Test
  void receiverFails_newerStateTakesThePlaceOfTheOlder() {
    scenario()
        .configured(ONE_RECEIVER)
        .receiver("db/webhook[0]", FAILS)
        .post("a")
        .at("2:00")
        .post("b")
        .at("5:31")
        .receiver("db/webhook[0]", ACCEPTS)
        .at("7:00")
        .expect(notified("db", firing("a", "b")));
  }

  @Test
  void receiverFailsUntilAllIsResolved_isNotifiedOfNothing() {
    scenario()
        .configured(ONE_RECEIVER)
        .receiver("db/webhook[0]", FAILS)
        .post("a")
        .at("2:00")
        .resolve("a")
        .at("5:31")
        .receiver("db/webhook[0]", ACCEPTS)
        .at("1:00:00")
        .andNothingElse();
  }

  @Test
  void resolvedWhileTheFirstNotificationIsUnderWay_isClosedAtTheNextFlush() {
    scenario()
        .configured(ONE_RECEIVER.replace("5m", "10s"))
        .receiver("db/webhook[0]", HANGS)
        .post("a")
        .at("0:31")
        .resolve("a")
        .at("0:41")
        .receiver("db/webhook[0]", ACCEPTS)
        .answered()
        .expect(notified("db", firing("a")))
        .at("0:50")
        .expect(notified("db", resolved("a")));
  }

  @Test
  void alertsJoinWhileANotificationIsUnderWay_areNotifiedOnceItHasEnded() {
    scenario()
        .configured(ONE_RECEIVER.replace("5m", "10s"))
        .receiver("db/webhook[0]", HANGS)
        .post("a")
        .at("0:35")
        .post("b")
        .at("0:45")
        .receiver("db/webhook[0]", ACCEPTS)
        .answered()
        .expect(notified("db", firing("a")), notified("db", firing("a", "b")))
        .at("10:00")
        .andNothingElse();
  }

  @Test
  void nothingNewWhileANotificationIsUnderWay_isNotNotifiedAgain() {
    scenario()
        .configured(ONE_RECEIVER.replace("5m", "10s"))
        .receiver("db/webhook[0]", HANGS)
        .post("a")
        .at("0:55")
        .receiver("db/webhook[0]", ACCEPTS)
        .answered()
        .expect(notified("db", firing("a")))
        .at("10:00")
        .andNothingElse();
  }

  @Test
  void resolvedWhileMuted_isClosedWhereItWasOpen() {
    scenario()
        .configured(ONE_RECEIVER)
        .post("a")
        .at("0:30")
        .expect(notified("db", firing("a")))
        .silenced("alertname", "a", Duration.ofHours(1))
        .resolve("a")
        .at("5:30")
        .expect(notified("db", resolved("a")))
        .at("2:00:00")
        .andNothingElse();
  }

  @Test
  void resolvedWhileMuted_asAlertmanager_staysOpen() {
    scenario(START, Map.of("tocsin.notifier.flush.closes-while-muted", "false"))
        .configured(ONE_RECEIVER)
        .post("a")
        .at("0:30")
        .expect(notified("db", firing("a")))
        .silenced("alertname", "a", Duration.ofHours(1))
        .resolve("a")
        .at("2:00:00")
        .andNothingElse();
  }

  @Test
  void groupIsRemovedAndComesAgain_isNotifiedAnew() {
    Scenario scenario =
        scenario()
            .configured(ONE_RECEIVER)
            .post("a")
            .at("0:30")
            .expect(notified("db", firing("a")))
            .resolve("a")
            .at("5:30")
            .expect(notified("db", resolved("a")));
    assertThat(scenario.get(Groups.class).removeEmpty(10)).isEqualTo(1);
    scenario
        .at("5:40")
        .post("a")
        .expect(notified("db", firing("a")))
        .resolve("a")
        .at("10:40")
        .expect(notified("db", resolved("a")));
  }

  @Test
  void sendResolvedOff_endsAreNotNotified() {
    scenario()
        .configured(
            ONE_RECEIVER.replace("http://db.test/\"", "http://db.test/\", send_resolved: false"))
        .post("a", "b")
        .at("0:30")
        .expect(notified("db", firing("a", "b")))
        .resolve("a")
        .at("11:00")
        .andNothingElse()
        .resolve("b")
        .at("20:00")
        .andNothingElse()
        .post("a")
        .at("25:30")
        .expect(notified("db", firing("a")));
  }

  @Test
  void oneIntegrationFails_resolvedAlertStaysUntilBothWereNotified() {
    Scenario scenario =
        scenario()
            .configured(TWO_INTEGRATIONS)
            .post("a")
            .at("0:30")
            .expect(notified("db/webhook[0]", firing("a")), notified("db/webhook[1]", firing("a")))
            .receiver("db/webhook[1]", FAILS)
            .resolve("a")
            .at("5:31")
            .expect(notified("db/webhook[0]", resolved("a")));
    assertThat(scenario.get(Groups.class).members()).hasSize(1);
    scenario
        .receiver("db/webhook[1]", ACCEPTS)
        .at("10:00")
        .expect(notified("db/webhook[1]", resolved("a")));
    assertThat(scenario.get(Groups.class).members()).isEmpty();
  }

  @Test
  void oneIntegrationRefuses_isNotifiedAgainAtTheNextFlush() {
    Scenario scenario =
        scenario()
            .configured(TWO_INTEGRATIONS)
            .receiver("db/webhook[1]", REFUSES)
            .post("a")
            .at("0:31")
            .expect(notified("db/webhook[0]", firing("a")));
    assertThat(scenario.receivers.refused()).hasSize(1);
    scenario
        .receiver("db/webhook[1]", ACCEPTS)
        .at("5:31")
        .expect(notified("db/webhook[1]", firing("a")));
  }

  @Test
  void oneIntegrationRefusesTheEnd_resolvedAlertStaysUntilItTakesIt() {
    Scenario scenario =
        scenario()
            .configured(TWO_INTEGRATIONS)
            .post("a")
            .at("0:30")
            .expect(notified("db/webhook[0]", firing("a")), notified("db/webhook[1]", firing("a")))
            .receiver("db/webhook[1]", REFUSES)
            .resolve("a")
            .at("5:31")
            .expect(notified("db/webhook[0]", resolved("a")));
    assertThat(scenario.get(Groups.class).members()).hasSize(1);
    scenario
        .receiver("db/webhook[1]", ACCEPTS)
        .at("10:31")
        .expect(notified("db/webhook[1]", resolved("a")));
    assertThat(scenario.get(Groups.class).members()).isEmpty();
  }

  @Test
  void groupWithoutAlerts_nothingIsStoredOfItsFlushes() {
    Scenario scenario =
        scenario()
            .configured(ONE_RECEIVER)
            .post("a")
            .at("0:30")
            .expect(notified("db", firing("a")))
            .resolve("a")
            .at("10:30")
            .expect(notified("db", resolved("a")));
    assertThat(
            scenario
                .get(FlushHistory.class)
                .ofIntegration("db/webhook[0]", scenario.now().plusSeconds(1), 10))
        .hasSize(2);
  }
}
