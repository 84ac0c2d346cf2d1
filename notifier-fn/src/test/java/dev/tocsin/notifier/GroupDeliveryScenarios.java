package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.ReceiverStatus;
import dev.tocsin.core.delivery.ReceiverStatuses;
import dev.tocsin.testkit.Eventually;
import dev.tocsin.testkit.http.RawServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a flush of a group to the request that a webhook receives, whatever the store is. */
abstract class GroupDeliveryScenarios {
  private final World world = new World(store());
  private final Hooks hooks = new Hooks(world);
  private final Inbox inbox = world.inbox;
  private final String web = hooks.webhook("team-db", inbox.url() + "/hook?token=s3cr3t-t0ken");

  protected abstract Map<String, Object> store();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void leasedFlush_isSentWithoutAClaimAndItsGroupIsNotified() {
    Delivery flush = hooks.leasedFlush(1, web, "a");
    world.deliver();
    assertThat(inbox.all()).as("another process does not claim it").isEmpty();

    hooks.send(flush);
    assertThat(inbox.all())
        .extracting(Inbox.Received::path, Inbox.Received::key, Inbox.Received::body)
        .containsExactly(
            tuple("POST /hook?token=s3cr3t-t0ken", flush.id().toString(), "{\"flush\":1}"));
    assertThat(hooks.reason(flush)).isEqualTo("accepted");
    assertThat(world.notified).extracting(Delivery::id).containsExactly(flush.id());
    assertThat(status(web)).isEqualTo(ReceiverStatus.success(web, world.clock.instant()));
  }

  @Test
  void laterFlushWhileOneIsUnderWay_isDecidedAgainWhenThatWasAccepted() {
    Delivery first = hooks.leasedFlush(1, web, "ab");
    Delivery same = hooks.flush(2, web, "a");
    assertThat(hooks.reason(same)).isEqualTo("awaits_earlier");
    hooks.send(first);
    assertThat(hooks.reason(same)).isEqualTo("already_notified");

    Delivery third = hooks.leasedFlush(3, web, "ab");
    Delivery news = hooks.flush(4, web, "abc");
    hooks.send(third);
    assertThat(hooks.reason(news)).isEqualTo("ready");
    world.deliver();
    assertThat(inbox.all())
        .extracting(Inbox.Received::body)
        .containsExactly("{\"flush\":1}", "{\"flush\":3}", "{\"flush\":4}");
  }

  @Test
  void failure_isRepeatedAndALaterFlushTakesItsPlace() {
    inbox.answers(503);
    Delivery first = hooks.leasedFlush(1, web, "a");
    Delivery second = hooks.flush(2, web, "a");
    hooks.send(first);
    assertThat(hooks.reason(first)).isEqualTo("superseded");
    assertThat(hooks.reason(second)).isEqualTo("retrying");
    assertThat(hooks.now(second).attempts()).isEqualTo(1);
    assertThat(world.wakeUps).hasSize(1);
    assertThat(world.wakeUps.getFirst())
        .isBetween(Duration.ofMillis(500), Duration.ofMillis(1_500));

    inbox.answers(200);
    world.deliver();
    assertThat(hooks.reason(second)).as("not before its time").isEqualTo("retrying");
    world.after(Duration.ofSeconds(1));
    assertThat(hooks.reason(second)).isEqualTo("accepted");
    assertThat(world.notified).extracting(Delivery::id).containsExactly(second.id());
  }

  @Test
  void flushWhileAnEarlierOneWaitsForItsRetry_supersedesIt() {
    inbox.answers(503);
    Delivery first = hooks.leasedFlush(1, web, "a");
    hooks.send(first);
    inbox.answers(200);
    Delivery second = hooks.leasedFlush(2, web, "ab");
    assertThat(hooks.reason(first)).isEqualTo("superseded");
    hooks.send(second);
    world.after(Duration.ofHours(1));
    assertThat(inbox.acceptedKeys()).containsExactly(second.id().toString());
  }

  @Test
  void refused_isADeadLetterWithoutTheSecretAndCanBeDrivenAgain() {
    inbox.answers(404);
    Delivery flush = hooks.flush(1, web, "a");
    world.deliver();
    assertThat(hooks.reason(flush)).isEqualTo("refused");
    assertThat(hooks.now(flush).detail())
        .contains("team-db/webhook[0]", "HTTP 404")
        .doesNotContain("s3cr3t");
    assertThat(status(web).lastError()).isEqualTo(hooks.now(flush).detail());

    inbox.answers(200);
    assertThat(world.redrive(world.letters().getFirst().id())).isEmpty();
    world.deliver();
    assertThat(hooks.reason(flush)).isEqualTo("accepted");
  }

  @Test
  void redrive_ofAnOutdatedFlush_isRefused() {
    inbox.answers(404);
    hooks.flush(1, web, "a");
    world.deliver();
    inbox.answers(200);
    hooks.flush(2, web, "ab");
    world.deliver();
    assertThat(world.redrive(world.letters().getFirst().id())).contains("is outdated");
  }

  @Test
  void deadlinePassed_isADeadLetterAndWhatWaitsBehindIsSent() {
    inbox.answers(500);
    Delivery first = hooks.leasedFlush(1, web, "a");
    hooks.send(first);
    world.clock.advance(Duration.ofHours(25));
    world.tick();
    assertThat(hooks.reason(first)).isEqualTo("deadline_passed");
    assertThat(world.letters()).hasSize(1);
  }

  @Test
  void receiverRemoved_endsItsDeliveries() {
    Delivery waits = hooks.flush(1, web, "a");
    Delivery leased = hooks.leasedFlush(1, hooks.webhook("team-web", inbox.url()), "a");
    world.integrations.clear();
    hooks.send(leased);
    world.deliver();
    assertThat(hooks.reason(waits)).isEqualTo("receiver_removed");
    assertThat(hooks.reason(leased)).isEqualTo("receiver_removed");
    assertThat(inbox.all()).isEmpty();
    assertThat(world.letters()).isEmpty();
  }

  @Test
  void hangingReceiver_holdsUpNoOther() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> delivering;
      try (RawServer silent = new RawServer()) {
        silent.replies(request -> RawServer.Reply.SILENCE);
        String hangs = hooks.webhook("hangs", silent.url());
        for (int group = 1; group <= 40; group++) {
          hooks.otherGroup(group, hangs);
        }
        delivering = threads.submit(world::deliver);
        Eventually.within(Duration.ofSeconds(20)).until(() -> silent.received().size() == 16);

        Delivery other = hooks.flush(1, web, "a");
        Eventually.within(Duration.ofSeconds(20))
            .until(() -> hooks.reason(other).equals("accepted"));
        assertThat(delivering.isDone()).as("it was sent beside the one that hangs").isFalse();
      }
      delivering.get(30, TimeUnit.SECONDS);
      assertThat(inbox.all()).hasSize(1);
    }
  }

  @Test
  void failingReceiver_opensTheBreakerOfItsOwnDestinationOnly() throws Exception {
    try (RawServer failing = new RawServer()) {
      failing.replies(request -> RawServer.Reply.CLOSE);
      String fails = hooks.webhook("fails", failing.url());
      List<Delivery> held = new ArrayList<>();
      for (int group = 1; group <= 6; group++) {
        held.add(hooks.otherGroup(group, fails));
      }
      world.deliver();
      world.after(Duration.ofSeconds(1));
      assertThat(held).allMatch(delivery -> hooks.reason(delivery).equals("circuit_open"));

      Delivery other = hooks.flush(1, web, "a");
      world.deliver();
      assertThat(hooks.reason(other)).isEqualTo("accepted");
      Delivery leased = hooks.leasedFlush(1, fails, "a");
      hooks.send(leased);
      assertThat(hooks.reason(leased)).isEqualTo("circuit_open");
    }
  }

  private ReceiverStatus status(String receiver) {
    return Optional.ofNullable(world.context.getBean(ReceiverStatuses.class).all().get(receiver))
        .orElseThrow();
  }
}
