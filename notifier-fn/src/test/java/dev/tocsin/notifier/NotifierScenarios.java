package dev.tocsin.notifier;

import static dev.tocsin.notifier.Events.approval;
import static dev.tocsin.notifier.Events.enriched;
import static dev.tocsin.notifier.Events.fired;
import static dev.tocsin.notifier.Events.refired;
import static dev.tocsin.notifier.Events.resolved;
import static dev.tocsin.notifier.World.key;
import static dev.tocsin.notifier.World.keys;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.remediation.ApprovalToken;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.http.RawServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The notifier from queue message to received request, whatever its store is. */
abstract class NotifierScenarios {
  private final World world = new World(store());

  protected abstract Map<String, Object> store();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void firingContextResolution_areNotifiedInOrderWithTheEventAsKey() {
    world.ingest(fired(1, 1, 1), enriched(2, 1, 1));
    world.deliver();
    world.ingest(resolved(3, 1, 2));
    world.deliver();

    assertThat(world.notified()).isEqualTo(keys(1, 2, 3));
    assertThat(world.inbox.all()).extracting(Inbox.Received::path).containsOnly("POST /api/alerts");
    assertThat(world.inbox.all().getFirst().body())
        .contains("\"state\":\"firing\"", "\"timestamp\":\"2026-11-21T09:59:59.250Z\"");
    assertThat(world.inbox.all().getLast().body()).contains("\"state\":\"resolved\"");
    assertThat(world.letters()).isEmpty();
  }

  @Test
  void ingest_newEvents_wakesOnceAndARepeatDoesNot() {
    String body = Events.body(fired(1, 1, 1), fired(2, 2, 1));
    assertThat(world.take(body, Events.body(fired(3, 3, 1)))).isEmpty();
    assertThat(world.wakeUps).containsExactly(Duration.ZERO);
    assertThat(world.take(body)).isEmpty();
    assertThat(world.wakeUps).hasSize(1);
    assertThat(world.inbox.all()).isEmpty();
  }

  @Test
  void ingest_wakeUpFails_isNoFailure() {
    world.wakeUpsFail = true;
    world.ingest(fired(1, 1, 1));
    world.wakeUpsFail = false;
    world.tick();
    assertThat(world.wakeUps).containsExactly(Duration.ZERO);
    world.deliver();
    assertThat(world.notified()).isEqualTo(keys(1));
  }

  @Test
  void ingest_recorded_isDoneInTheOutbox() {
    Outbox outbox = world.context.getBean(Outbox.class);
    outbox.add(
        List.of(
            new OutboxEvent(CountingIds.id(1), new Lane(QueueName.NOTIFY, 1), "{}"),
            new OutboxEvent(CountingIds.id(1), new Lane(QueueName.ENRICH, 1), "{}")),
        world.clock.instant());
    world.ingest(fired(1, 1, 1));
    Instant later = Instant.parse("2100-01-01T00:00:00Z");
    assertThat(outbox.due(later, later)).containsExactly(new Lane(QueueName.ENRICH, 1));
  }

  @Test
  void everyMessageTwiceBundledAnewInAnyOrder_isNotifiedOnceInOrder() {
    for (int seed = 0; seed < 5; seed++) {
      everyMessageTwice(seed);
    }
  }

  private void everyMessageTwice(int seed) {
    Random random = new Random(seed);
    List<Message> events = new ArrayList<>();
    for (int n = 1; n <= 10; n++) {
      int alert = seed * 10 + n;
      int id = alert * 10;
      events.add(fired(id + 1, alert, 1));
      events.add(refired(id + 2, alert, 2));
      events.add(resolved(id + 3, alert, 3));
    }
    List<Message> twice = new ArrayList<>(events);
    twice.addAll(events);
    Collections.shuffle(twice, random);
    while (!twice.isEmpty()) {
      List<Message> bundle = new ArrayList<>();
      for (int size = 1 + random.nextInt(7); size > 0 && !twice.isEmpty(); size--) {
        bundle.add(twice.removeLast());
      }
      world.ingest(bundle.toArray(Message[]::new));
      if (random.nextInt(3) == 0) {
        world.deliver();
      }
    }
    world.deliver();
    for (int n = 1; n <= 10; n++) {
      int id = (seed * 10 + n) * 10;
      assertThat(world.notified())
          .as("seed %d", seed)
          .containsSubsequence(keys(id + 1, id + 2, id + 3));
    }
    assertThat(world.notified()).hasSize((seed + 1) * 30).doesNotHaveDuplicates();
  }

  @Test
  void resolutionBeforeItsFiring_waitsForIt() {
    world.ingest(resolved(2, 1, 2));
    world.deliver();
    assertThat(world.inbox.all()).isEmpty();
    assertThat(world.reason(2)).isEqualTo("awaits_predecessor");

    world.ingest(fired(1, 1, 1));
    world.deliver();
    assertThat(world.notified()).isEqualTo(keys(1, 2));
    assertThat(world.reason(2)).isEqualTo("accepted");
  }

  @Test
  void failure_isTriedAgainAfterAGrowingPauseAndSuccessorsWait() {
    world.inbox.answers(500);
    world.ingest(fired(1, 1, 1), resolved(2, 1, 2));
    world.deliver();
    assertThat(world.delivery(1).attempts()).isEqualTo(1);
    assertThat(world.delivery(1).detail())
        .isEqualTo("notification-service/notification_service[0]: HTTP 500");
    assertThat(world.wakeUps).hasSize(2).endsWith(Duration.ofSeconds(1));

    world.after(Duration.ofMillis(374));
    assertThat(world.inbox.all()).hasSize(1);
    world.after(Duration.ofMillis(1));
    assertThat(world.inbox.all()).hasSize(2);
    world.inbox.answers(200);
    world.after(Duration.ofSeconds(1));
    assertThat(world.notified()).isEqualTo(keys(1, 2));
  }

  @Test
  void retryAfter_isHonouredAndNoFailureOfTheDestination() {
    world.inbox.answers(request -> new Inbox.Answer(429, Map.of("Retry-After", "120")));
    for (int n = 1; n <= 8; n++) {
      world.ingest(fired(n, n, 1));
    }
    world.deliver();
    assertThat(world.inbox.all()).hasSize(8);
    assertThat(world.breaker()).isEqualTo("closed");
    world.inbox.answers(200);
    world.after(Duration.ofSeconds(119));
    assertThat(world.notified()).isEmpty();
    world.after(Duration.ofSeconds(1));
    assertThat(world.notified()).hasSize(8);
  }

  @Test
  void breaker_destinationDown_opensProbesOneAtATimeAndCloses() {
    world.inbox.answers(503);
    for (int n = 1; n <= 40; n++) {
      world.ingest(fired(n, n, 1));
    }
    world.deliver();
    assertThat(world.breaker()).isEqualTo("open");
    int asked = world.inbox.all().size();
    assertThat(asked).isBetween(5, 20);

    world.after(Duration.ofSeconds(59));
    assertThat(world.inbox.all()).as("while open, nobody is asked").hasSize(asked);
    assertThat(world.reason(40)).isEqualTo("circuit_open");
    assertThat(world.delivery(40).attempts()).as("waiting is no attempt").isZero();

    world.after(Duration.ofSeconds(1));
    assertThat(world.inbox.all()).as("one probe").hasSize(asked + 1);
    assertThat(world.breaker()).isEqualTo("open");

    world.inbox.answers(200);
    world.after(Duration.ofSeconds(60));
    assertThat(world.breaker()).isEqualTo("closed");
    world.after(Duration.ofSeconds(60));
    assertThat(world.notified()).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void breaker_opened_wakesForItsFirstProbe() {
    world.inbox.answers(503);
    for (int n = 1; n <= 40; n++) {
      world.ingest(fired(n, n, 1));
    }
    world.wakeUps.clear();
    world.deliver();
    world.after(Duration.ofSeconds(1));
    assertThat(world.wakeUps).contains(Duration.ofSeconds(59));
  }

  @Test
  void refusal_isADeadLetterAndTheNextOneGoesOn() {
    world.inbox.answers(
        request -> new Inbox.Answer(request.key().equals(key(1)) ? 400 : 200, Map.of()));
    world.ingest(fired(1, 1, 1), refired(2, 1, 2));
    world.deliver();

    assertThat(world.notified()).isEqualTo(keys(2));
    assertThat(world.reason(1)).isEqualTo("refused");
    DeadLetter letter = world.letters().getFirst();
    assertThat(letter.reason()).isEqualTo("refused");
    assertThat(letter.detail()).isEqualTo("notification-service/notification_service[0]: HTTP 400");
    assertThat(world.context.getBean(Outbox.class).due(world.clock.instant(), Instant.EPOCH))
        .as("a notice is to be sent")
        .extracting(Lane::queue)
        .containsExactly(QueueName.DEAD_LETTERS);
    assertThat(letter.source())
        .isEqualTo(new DeadLetter.Source.Delivery(world.delivery(1).id(), world.inbox.url()));
    assertThat(world.breaker()).isEqualTo("closed");
  }

  @Test
  void resolutionOfAnAlertNobodyWasNotifiedOf_comesWhenItsFiringIsDrivenAgain() {
    world.inbox.answers(400);
    world.ingest(fired(1, 1, 1), resolved(2, 1, 2), fired(3, 1001, 3));
    world.deliver();
    assertThat(world.reason(2)).isEqualTo("never_notified");
    assertThat(world.inbox.all()).extracting(Inbox.Received::key).isEqualTo(keys(1, 3));

    world.inbox.answers(200);
    assertThat(world.redrive(letterOf(1).id())).isEmpty();
    world.deliver();
    assertThat(world.notified()).isEqualTo(keys(1, 2));
    assertThat(letterOf(1).redriven()).contains(world.clock.instant());
    assertThat(world.redrive(letterOf(1).id())).endsWith("which is not dead: accepted.");
  }

  private DeadLetter letterOf(int eventId) {
    return world.letters().stream()
        .filter(letter ->
            letter.source() instanceof DeadLetter.Source.Delivery source
                && source.deliveryId().equals(world.delivery(eventId).id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void redrive_deadAgain_isALetterOfItsOwn() {
    world.inbox.answers(400);
    world.ingest(fired(1, 1, 1));
    world.deliver();
    assertThat(world.redrive(letterOf(1).id())).isEmpty();
    world.clock.advance(Duration.ofSeconds(1));
    world.deliver();
    assertThat(world.letters()).hasSize(2);
  }

  @Test
  void redrive_whatCannotBe_isRefusedInASentence() {
    DeadLetter metric =
        new DeadLetter(
            CountingIds.id(1),
            new DeadLetter.Source.Metric("gds.metrics.production", 3, 7),
            "malformed_json",
            "",
            RawBytes.of(new byte[0]),
            world.clock.instant(),
            Optional.empty());
    world.context.getBean(DeadLetters.class).add(List.of(metric));
    assertThat(world.redrive(metric.id()))
        .isEqualTo(
            "Dead letter %s is record 7 of gds.metrics.production-3; metric records are kept to be looked at."
                .formatted(metric.id()));
    assertThat(world.redrive(CountingIds.id(2)))
        .isEqualTo("There is no dead letter " + CountingIds.id(2) + ".");
  }

  @Test
  void deadline_passed_isADeadLetterAndTheNextOneHasItsTurn() {
    world.inbox.answers(500);
    world.ingest(fired(1, 1, 1));
    world.deliver();
    world.clock.advance(Duration.ofHours(23));
    world.ingest(refired(2, 1, 2));
    world.clock.advance(Duration.ofHours(1));
    world.tick();
    assertThat(world.reason(1)).isEqualTo("deadline_passed");
    assertThat(world.letters().getFirst().detail()).contains("HTTP 500");
    world.inbox.answers(200);
    world.deliver();
    assertThat(world.notified()).isEqualTo(keys(2));
  }

  @Test
  void approval_link_isDerivedWhenSentTheSameEachTimeAndStoredNowhere() {
    ApprovalRequested asked = approval(2, 1, 1);
    String token =
        ApprovalToken.derive(
            Base64.getDecoder().decode(World.KEY),
            asked.runId(),
            asked.parametersHash(),
            asked.expiresAt());
    world.ingest(fired(1, 1, 1), asked);
    world.inbox.answers(
        request -> new Inbox.Answer(request.key().equals(key(2)) ? 500 : 200, Map.of()));
    world.deliver();
    world.inbox.answers(200);
    world.after(Duration.ofSeconds(1));

    List<String> bodies =
        world.inbox.all().stream()
            .filter(request -> request.key().equals(key(2)))
            .map(Inbox.Received::body)
            .toList();
    assertThat(bodies).hasSize(2);
    assertThat(new HashSet<>(bodies)).hasSize(1);
    assertThat(bodies.getFirst())
        .contains(
            "\"approval_url\":\"https://tocsin.example/base/approvals/%s?token=%s\""
                .formatted(asked.runId(), token));
    assertThat(world.delivery(2).body()).doesNotContain(token);
  }

  @Test
  void badEvent_isADeadLetterItsSiblingsGoOnAndNobodyWaitsForIt() {
    String bad = Events.json(refired(2, 1, 2)).replace("\"change\":\"refired\"", "\"change\":7");
    assertThat(
            world.take(
                Events.envelope(
                    Events.json(fired(1, 1, 1)), bad, Events.json(resolved(3, 1, 3)), "17")))
        .isEmpty();
    world.deliver();

    assertThat(world.notified()).isEqualTo(keys(1, 3));
    assertThat(world.letters())
        .hasSize(2)
        .allSatisfy(letter -> {
          assertThat(letter.reason()).isEqualTo("malformed_event");
          assertThat(letter.source()).isEqualTo(new DeadLetter.Source.Event("notify"));
        });
    assertThat(world.letters())
        .extracting(letter -> new String(letter.raw().toArray(), UTF_8))
        .anySatisfy(raw -> assertThat(raw).contains("\"change\":7", key(2)))
        .anySatisfy(raw -> assertThat(raw).isEqualTo("17"));
  }

  @Test
  void badEvents_ofManyKinds_areLettersAndAcknowledged() {
    List<String> bad =
        List.of(
            good(1).replace("\"event_id\":\"" + key(1) + "\",", ""),
            good(2).replace("\"type\":\"alert_changed\"", "\"type\":\"alert_lost\""),
            good(3).replace("\"seq\":1", "\"seq\":0"),
            good(4).replaceFirst("\"version\":1", "\"version\":2"),
            good(5).replace("\"fingerprint\":\"", "\"fingerprint\":\"x"),
            good(6).replaceFirst("\"alert\":\\{.*\\}\\}", "\"alert\":null}"),
            "null",
            "[]");
    assertThat(bad).doesNotContain(good(2), good(3), good(4), good(5), good(6));
    assertThat(world.take(Events.envelope(bad.toArray(String[]::new)))).isEmpty();
    assertThat(world.letters()).hasSize(bad.size());
    world.deliver();
    assertThat(world.inbox.all()).isEmpty();
  }

  @Test
  void eventWithFieldsNotKnownYet_isTaken() {
    String newer = good(1).replace("\"seq\":1", "\"seq\":1,\"added_later\":{\"a\":[1]}");
    assertThat(world.take(Events.envelope(newer).replace("\"shard\"", "\"new\":1,\"shard\"")))
        .isEmpty();
    world.deliver();
    assertThat(world.notified()).isEqualTo(keys(1));
  }

  private static String good(int id) {
    return Events.json(fired(id, id, 1));
  }

  @Test
  void badBody_isOneDeadLetterAndAcknowledged() {
    for (String body : List.of("", "{", "[]", "{\"version\":2,\"events\":[]}", "\u0000", "nul")) {
      assertThat(world.take(body)).as(body).isEmpty();
      assertThat(world.take(body)).as("again").isEmpty();
    }
    assertThat(world.letters())
        .hasSize(6)
        .extracting(DeadLetter::reason)
        .containsOnly("malformed_message");
  }

  @Test
  void redrive_eventThatCanBeRead_isDelivered() {
    String raw = Events.json(fired(1, 1, 1));
    DeadLetter letter =
        new DeadLetter(
            CountingIds.id(50),
            new DeadLetter.Source.Event("notify"),
            "malformed_event",
            "an older reader could not",
            RawBytes.of(raw.getBytes(UTF_8)),
            world.clock.instant(),
            Optional.empty());
    world.context.getBean(DeadLetters.class).add(List.of(letter));
    assertThat(world.redrive(letter.id())).isEmpty();
    world.deliver();
    assertThat(world.notified()).isEqualTo(keys(1));
  }

  @Test
  void ingest_transactionFails_failsItAndLaterOnesOfItsGroupOnly() {
    world.breakOnceAt(FaultPoint.BEFORE_COMMIT);
    var first = world.message("a", Events.body(fired(1, 1, 1)));
    var other = world.message("b", Events.body(fired(2, 2, 1)));
    var later = world.message("a", Events.body(fired(3, 3, 1)));
    assertThat(world.take(List.of(first, other, later)))
        .containsExactly(first.getMessageId(), later.getMessageId());
    assertThat(world.take(List.of(first, later))).isEmpty();
    world.deliver();
    assertThat(world.notified()).containsExactlyInAnyOrderElementsOf(keys(1, 2, 3));
  }

  @Test
  void fault_afterCommit_isTakenOnce() {
    world.breakOnceAt(FaultPoint.AFTER_COMMIT);
    String body = Events.body(fired(1, 1, 1));
    assertThat(world.take(body)).hasSize(1);
    assertThat(world.take(body)).isEmpty();
    world.deliver();
    assertThat(world.notified()).isEqualTo(keys(1));
  }

  @Test
  void fault_inAFlush_losesNothingAndRepeatsNothing() {
    world.ingest(fired(1, 1, 1), fired(2, 2, 1));
    for (FaultPoint point : List.of(FaultPoint.AFTER_LOAD, FaultPoint.BEFORE_COMMIT)) {
      world.breakOnceAt(point);
      assertThatThrownBy(world::deliver).hasMessage("fault " + point.code());
      assertThat(world.reason(1)).isEqualTo("awaits_flush");
    }
    world.breakOnceAt(FaultPoint.AFTER_COMMIT);
    assertThatThrownBy(world::deliver).hasMessage("fault after_commit");
    assertThat(world.reason(1)).isEqualTo("ready");
    world.deliver();
    assertThat(world.notified()).containsExactlyInAnyOrderElementsOf(keys(1, 2));
  }

  @Test
  void fault_duringDelivery_othersAreRecordedAndItIsSentWhenItsLeaseIsOver() {
    for (int n = 1; n <= 30; n++) {
      world.ingest(fired(n, n, 1));
    }
    world.breakOnceAt(FaultPoint.DURING_DELIVERY);
    assertThatThrownBy(world::deliver).hasMessage("fault during_delivery");
    world.deliver();
    assertThat(world.notified()).hasSize(29);
    world.after(Duration.ofSeconds(30));
    assertThat(world.notified()).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void fault_afterDelivery_isRepeatedWithTheSameKeyAndContent() {
    world.ingest(fired(1, 1, 1));
    world.breakOnceAt(FaultPoint.AFTER_DELIVERY);
    assertThatThrownBy(world::deliver).hasMessage("fault after_delivery");
    world.after(Duration.ofSeconds(30));
    assertThat(world.notified()).isEqualTo(keys(1, 1));
    assertThat(world.inbox.all().get(0)).isEqualTo(world.inbox.all().get(1));
  }

  @Test
  void twoHandlersAtOnce_sendEachOnce() throws Exception {
    for (int n = 1; n <= 300; n++) {
      world.ingest(fired(n, n, 1));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> handler =
          () -> {
            world.deliver();
            return true;
          };
      for (Future<Boolean> done : threads.invokeAll(List.of(handler, handler))) {
        done.get();
      }
    }
    assertThat(world.notified()).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void tick_dueLater_wakesThenAndNotForWhatIsFarAway() {
    world.inbox.answers(request -> new Inbox.Answer(503, Map.of("Retry-After", "90")));
    world.ingest(fired(1, 1, 1));
    world.deliver();
    world.wakeUps.clear();
    world.tick();
    assertThat(world.wakeUps).isEmpty();
    world.clock.advance(Duration.ofSeconds(30));
    world.tick();
    assertThat(world.wakeUps).containsExactly(Duration.ofSeconds(60));
  }

  @Test
  void tick_whatWaits_isMeasured() {
    world.ingest(fired(1, 1, 1), fired(2, 2, 1), enriched(3, 1, 1));
    world.tick();
    assertThat(world.waiting()).isEqualTo(3);
    world.deliver();
    world.tick();
    assertThat(world.waiting()).isZero();
  }

  @Test
  void extras_areNotifiedAfterTheirAlertAndHoldUpNoFiring() {
    world.inbox.answers(
        request -> new Inbox.Answer(request.key().equals(key(2)) ? 500 : 200, Map.of()));
    world.ingest(enriched(2, 1, 1), enriched(3, 1, 1));
    world.deliver();
    assertThat(world.inbox.all()).isEmpty();
    world.ingest(fired(1, 1, 1), refired(4, 1, 2));
    world.deliver();
    assertThat(world.notified()).isEqualTo(keys(1, 4));
    assertThat(world.reason(3)).isEqualTo("awaits_earlier");
    world.inbox.answers(200);
    world.after(Duration.ofSeconds(1));
    assertThat(world.notified()).isEqualTo(keys(1, 4, 2, 3));
    assertThat(Set.copyOf(world.notified())).hasSize(4);
  }

  /** Each quick repetition is a request of its own, with the same key. */
  @Test
  void receiver_readsAndClosesWithoutAnswer_eachCallIsOneRequest() {
    try (RawServer service = new RawServer();
        World broken = new World(store(), Map.of("tocsin.notifier.api-url", service.url()))) {
      service.replies(request -> RawServer.Reply.CLOSE);
      broken.ingest(fired(1, 1, 1));
      broken.deliver();
      assertThat(service.received()).hasSize(3);
      assertThat(service.received())
          .extracting(request -> request.headers().get("idempotency-key"))
          .containsOnly(World.key(1));
      assertThat(broken.delivery(1).attempts()).isOne();
    }
  }

  @Test
  void receiver_saysBackWhatItWasSent_theTokenIsKeptNowhere() {
    try (RawServer service = new RawServer();
        World echoed = new World(store(), Map.of("tocsin.notifier.api-url", service.url()))) {
      echoed.ingest(fired(1, 1, 1), approval(2, 1, 1));
      service.replies(request ->
          request.body().contains("token=")
              ? RawServer.Reply.of(
                  400, request.body().substring(request.body().indexOf("token=") - 30))
              : RawServer.Reply.of(200, ""));
      echoed.deliver();
      String token =
          service.received().getLast().body().replaceAll("(?s).*token=([A-Za-z0-9_-]{43}).*", "$1");
      assertThat(token).hasSize(43);
      assertThat(echoed.delivery(2).detail()).contains("token=[redacted]");
      assertThat(echoed.letters())
          .singleElement()
          .satisfies(letter -> {
            assertThat(letter.detail()).contains("token=[redacted]");
            assertThat(new String(letter.raw().toArray(), UTF_8)).doesNotContain("token=");
          });
    }
  }
}
