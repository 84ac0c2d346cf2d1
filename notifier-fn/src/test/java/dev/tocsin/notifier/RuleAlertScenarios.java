package dev.tocsin.notifier;

import static dev.tocsin.notifier.Events.approval;
import static dev.tocsin.notifier.Events.fired;
import static dev.tocsin.notifier.Events.labels;
import static dev.tocsin.notifier.Events.refired;
import static dev.tocsin.notifier.Events.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.notifier.acknowledge.AcknowledgeAlert;
import dev.tocsin.notifier.acknowledge.AcknowledgeOutcome;
import dev.tocsin.notifier.acknowledge.Until;
import dev.tocsin.notifier.alert.AcceptAlerts;
import dev.tocsin.notifier.dispatch.DispatchDue;
import dev.tocsin.notifier.ingest.TakeEvents;
import dev.tocsin.notifier.routing.BuiltInRouting;
import dev.tocsin.notifier.silence.ChangeSilences;
import dev.tocsin.notifier.tick.Tick;
import dev.tocsin.notifier.view.AlertState;
import dev.tocsin.notifier.view.AlertStates;
import dev.tocsin.platform.queue.EventConsumer;
import dev.tocsin.routing.alert.LabelNameMode;
import dev.tocsin.routing.alert.PostedAlert;
import dev.tocsin.routing.group.FlushHistory;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.silence.PostedSilence;
import dev.tocsin.routing.silence.PostedSilence.PostedMatcher;
import dev.tocsin.routing.silence.SilenceDecision;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.MovedClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alerts of rules on their way through routing, whatever the store is. */
abstract class RuleAlertScenarios {
  private static final String WEBHOOK = "ops/webhook[0]";
  private static final String SERVICE = BuiltInRouting.integration();

  private final Inbox inbox = new Inbox();
  private final MovedClock clock = MovedClock.create();
  private final TestContext context = context();

  protected abstract Map<String, Object> store();

  private TestContext context() {
    Map<String, Object> properties = new HashMap<>(store());
    properties.put("tocsin.notifier.api-url", inbox.url());
    return new TestContext(clock, new CountingIds(), properties, none -> {});
  }

  @AfterEach
  void close() {
    context.close();
    inbox.close();
  }

  /** A webhook for groups of alerts of a rule. */
  private void routeToWebhook(String more) {
    long unused =
        context.configure(
            """
            route:
              receiver: ops
              group_by: [alertname]
              group_wait: 10s
              group_interval: 1m
              repeat_interval: 1h
            receivers:
            - name: ops
              webhook_configs:
              - url: %s/hook
            %s
            """
                .formatted(inbox.url(), more));
  }

  private void ingest(Message... events) {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId("m");
    message.setAttributes(Map.of("MessageGroupId", "group"));
    message.setBody(Events.body(events));
    SQSEvent batch = new SQSEvent();
    batch.setRecords(List.of(message));
    assertThat(
            context
                .get(EventConsumer.class)
                .consume(QueueName.NOTIFY, batch, context.get(TakeEvents.class))
                .getBatchItemFailures())
        .isEmpty();
  }

  private void after(Duration time) {
    clock.advance(time);
    context.get(DispatchDue.class).run();
  }

  private List<String> decisions(String integration) {
    return context
        .get(FlushHistory.class)
        .ofIntegration(integration, clock.instant().plusSeconds(1), 99)
        .reversed()
        .stream()
        .map(FlushRecord::reason)
        .toList();
  }

  private Delivery event(int id) {
    return context
        .get(Deliveries.class)
        .find(Delivery.idOf(CountingIds.id(id), SERVICE))
        .orElseThrow();
  }

  private String reason(int id) {
    return event(id).reason().code();
  }

  private void silence(int alert) {
    String instance = labels(alert).get("instance_id");
    SilenceDecision decision =
        context
            .get(ChangeSilences.class)
            .post(
                new PostedSilence(
                    Optional.empty(),
                    List.of(
                        List.of(new PostedMatcher("instance_id", MatchOperator.EQUAL, instance))),
                    clock.instant(),
                    clock.instant().plus(Duration.ofHours(1)),
                    "ann",
                    "maintenance",
                    Map.of()));
    assertThat(decision).isInstanceOf(SilenceDecision.Create.class);
  }

  @Test
  void fired_routedToAWebhook_areOneNotificationOfTheirGroup() {
    routeToWebhook("");
    ingest(fired(1, 1, 1));
    after(Duration.ofSeconds(5));
    ingest(fired(2, 2, 1));
    assertThat(inbox.all()).isEmpty();
    after(Duration.ofSeconds(5));

    assertThat(inbox.all()).hasSize(1);
    assertThat(inbox.all().getFirst().path()).isEqualTo("POST /hook");
    assertThat(inbox.all().getFirst().body())
        .contains(
            "\"status\":\"firing\"",
            "\"instance_id\":\"web-1\"",
            "\"instance_id\":\"web-2\"",
            "\"value\":\"91.5\"",
            "\"threshold\":\"80.0\"",
            "\"description\":\"CPU usage exceeds 80%\"");
    assertThat(decisions(WEBHOOK)).containsExactly("first_notification");
    assertThat(context.get(Deliveries.class).undecided()).as("nobody wants every event").isEmpty();
  }

  @Test
  void refired_atAWebhook_isTheRepeatIntervalsDecision() {
    routeToWebhook("");
    ingest(fired(1, 1, 1));
    after(Duration.ofSeconds(10));
    ingest(refired(2, 1, 2));
    after(Duration.ofMinutes(1));
    assertThat(inbox.all()).hasSize(1);

    ingest(resolved(3, 1, 3));
    after(Duration.ofMinutes(1));
    assertThat(inbox.all()).hasSize(2);
    assertThat(inbox.all().getLast().body()).contains("\"status\":\"resolved\"");
    assertThat(decisions(WEBHOOK))
        .containsExactly("first_notification", "nothing_new", "all_resolved");
  }

  @Test
  void fired_staysSoUntilTheEvaluatorSaysOtherwise() {
    routeToWebhook("");
    ingest(fired(1, 1, 1));
    clock.advance(Duration.ofDays(3));
    assertThat(context.get(AlertStates.class).alerts())
        .singleElement()
        .satisfies(state -> assertThat(state.alert().labels()).isEqualTo(labels(1)));
  }

  @Test
  void olderEvent_thanOneThatCame_changesNoAlert() {
    routeToWebhook("");
    ingest(fired(1, 1, 1), resolved(3, 1, 3));
    ingest(refired(2, 1, 2));
    assertThat(context.get(AlertStates.class).alerts()).isEmpty();
  }

  @Test
  void silenced_alertOfARule_isNotSentToTheWebhookButItsNeighbourIs() {
    routeToWebhook("");
    silence(1);
    ingest(fired(1, 1, 1), fired(2, 2, 1));
    assertThat(context.get(AlertStates.class).alerts())
        .filteredOn(AlertState::isMuted)
        .extracting(state -> state.alert().labels())
        .containsExactly(labels(1));
    after(Duration.ofSeconds(10));
    assertThat(inbox.all()).hasSize(1);
    assertThat(inbox.all().getFirst().body()).contains("web-2").doesNotContain("web-1");
  }

  @Test
  void inhibited_alertOfARule_isNotSent() {
    routeToWebhook(
        """
        inhibit_rules:
        - source_matchers: [alertname="RackDown"]
          target_matchers: [alertname="High CPU"]
        """);
    PostedAlert rack =
        new PostedAlert(
            Map.of("alertname", "RackDown"), Map.of(), Optional.empty(), Optional.empty(), "");
    assertThat(context.get(AcceptAlerts.class).run(List.of(rack), LabelNameMode.UTF8).refusals())
        .isEmpty();
    ingest(fired(1, 1, 1));
    after(Duration.ofSeconds(10));
    assertThat(inbox.all()).hasSize(1);
    assertThat(inbox.all().getFirst().body()).contains("RackDown").doesNotContain("web-1");
    assertThat(decisions(WEBHOOK)).containsExactlyInAnyOrder("first_notification", "all_inhibited");
  }

  @Test
  void silenced_withoutAConfiguration_itsEventsEndWithTheReason() {
    silence(1);
    ingest(fired(1, 1, 1), approval(2, 1, 1), resolved(3, 1, 2), fired(4, 2, 1));
    after(Duration.ZERO);

    assertThat(inbox.acceptedKeys()).isEqualTo(World.keys(4));
    assertThat(List.of(reason(1), reason(2), reason(3))).containsOnly("silenced");
    assertThat(event(1).detail()).isNotEmpty();
    assertThat(decisions(SERVICE)).containsExactlyInAnyOrder("all_silenced", "events");
  }

  @Test
  void resolved_whileSilenced_closesWhatWasOpened() {
    ingest(fired(1, 1, 1));
    after(Duration.ZERO);
    silence(1);
    ingest(refired(2, 1, 2), resolved(3, 1, 3));
    after(Duration.ofSeconds(1));
    assertThat(inbox.acceptedKeys()).isEqualTo(World.keys(1, 3));
    assertThat(reason(2)).isEqualTo("silenced");
  }

  @Test
  void resolved_whileSilencedAndTheFiringIsRetried_isSentAfterIt() {
    inbox.answers(503);
    ingest(fired(1, 1, 1));
    after(Duration.ZERO);
    silence(1);
    ingest(resolved(2, 1, 2));
    after(Duration.ZERO);
    assertThat(reason(2)).isEqualTo("awaits_earlier");
    inbox.answers(200);
    after(Duration.ofSeconds(1));
    assertThat(inbox.acceptedKeys()).isEqualTo(World.keys(1, 2));
  }

  @Test
  void acknowledged_repetitionsAreNotSentButTheEndIs() {
    ingest(fired(1, 1, 1));
    after(Duration.ZERO);
    assertThat(
            context
                .get(AcknowledgeAlert.class)
                .acknowledge(
                    labels(1).fingerprint(), new Until.Lasting(Duration.ofHours(1)), "mine", "ann"))
        .isInstanceOf(AcknowledgeOutcome.Done.class);
    ingest(refired(2, 1, 2));
    after(Duration.ofSeconds(1));
    ingest(resolved(3, 1, 3));
    after(Duration.ofSeconds(1));
    assertThat(inbox.acceptedKeys()).isEqualTo(World.keys(1, 3));
    assertThat(reason(2)).isEqualTo("acknowledged");
  }

  @Test
  void configurationActivated_whileAnEventWaits_decidesWhereItGoes() {
    ingest(refired(2, 1, 2));
    assertThat(reason(2)).isEqualTo("awaits_predecessor");
    routeToWebhook("");
    assertThat(reason(2)).isEqualTo("receiver_removed");
    after(Duration.ofSeconds(10));
    assertThat(inbox.all()).extracting(Inbox.Received::path).containsExactly("POST /hook");
  }

  @Test
  void missingEvent_atTheDeadline_isWaitedForNoLonger() {
    ingest(refired(2, 1, 2));
    clock.advance(Duration.ofHours(12));
    ingest(refired(3, 1, 3), approval(4, 1, 3));
    clock.advance(Duration.ofHours(12));
    context.get(Tick.class).run();
    assertThat(reason(2)).isEqualTo("deadline_passed");
    after(Duration.ZERO);
    assertThat(inbox.acceptedKeys()).isEqualTo(World.keys(3, 4));
  }

  @Test
  void answer_toAnAlertThatLeftItsGroup_isSent() {
    ingest(fired(1, 1, 1), resolved(2, 1, 2));
    after(Duration.ZERO);
    after(Duration.ofHours(2));
    context.get(Tick.class).run();
    ingest(approval(3, 1, 2));
    context.get(Tick.class).run();
    after(Duration.ZERO);
    assertThat(inbox.acceptedKeys()).isEqualTo(World.keys(1, 2, 3));
  }
}
