package dev.tocsin.notifier.pipeline;

import static dev.tocsin.notifier.pipeline.Received.firing;
import static dev.tocsin.notifier.pipeline.Received.notified;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.Lease;
import dev.tocsin.notifier.MemoryStore;
import dev.tocsin.notifier.TestContext;
import dev.tocsin.notifier.alert.AcceptAlerts;
import dev.tocsin.notifier.deliver.Receivers;
import dev.tocsin.notifier.dispatch.DispatchDue;
import dev.tocsin.notifier.dispatch.DispatchLoop;
import dev.tocsin.notifier.flush.FlushDue;
import dev.tocsin.notifier.pipeline.PlayedReceivers.Mood;
import dev.tocsin.routing.alert.LabelNameMode;
import dev.tocsin.routing.alert.PostedAlert;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.Eventually;
import dev.tocsin.testkit.MovedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatchLoopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PlayedReceivers receivers = new PlayedReceivers();
  private final TestContext context =
      new TestContext(
          MovedClock.create(),
          new CountingIds(),
          MemoryStore.PROPERTIES,
          given -> given.registerSingleton(Receivers.class, receivers));
  private final DispatchLoop loop = context.get(DispatchLoop.class);
  private final List<Received> received = new ArrayList<>();

  @BeforeEach
  void start() {
    long unused =
        context.configure(
            """
            route: {receiver: db, group_by: [alertname], group_wait: 30s}
            receivers:
            - name: db
              webhook_configs: [{url: "http://db.test/"}]
            """);
    loop.start();
  }

  @AfterEach
  void close() {
    loop.close();
    context.close();
  }

  /** Posts an alert that has fired for a time. */
  private void post(String name, Duration since) {
    assertThat(
            context
                .get(AcceptAlerts.class)
                .run(
                    List.of(
                        new PostedAlert(
                            Map.of("alertname", name),
                            Map.of(),
                            Optional.of(context.clock.instant().minus(since)),
                            Optional.empty(),
                            "")),
                    LabelNameMode.UTF8)
                .refusals())
        .isEmpty();
  }

  private void eventuallyReceived(Received... expected) {
    Eventually.within(PATIENCE)
        .untilAsserted(() -> {
          receivers.takeAccepted().forEach(delivery -> received.add(Received.of(delivery)));
          assertThat(received).containsExactlyInAnyOrder(expected);
        });
  }

  @Test
  void alertIsPosted_loopIsWokenAndSends() {
    post("a", Duration.ofMinutes(1));
    eventuallyReceived(notified("db", firing("a")));
  }

  @Test
  void timeComes_groupIsFlushed() {
    post("a", Duration.ZERO);
    post("b", Duration.ofMinutes(1));
    eventuallyReceived(notified("db", firing("b")));

    context.clock.advance(Duration.ofSeconds(30));
    eventuallyReceived(notified("db", firing("b")), notified("db", firing("a")));
  }

  @Test
  void receiverFails_isTriedAgainWhenThatIsDue() {
    receivers.mood("db/webhook[0]", Mood.FAILS);
    post("a", Duration.ofMinutes(1));
    Eventually.within(PATIENCE).until(() -> receivers.failed() > 0);

    receivers.allAccept();
    context.clock.advance(Duration.ofSeconds(2));
    eventuallyReceived(notified("db", firing("a")));
  }

  @Test
  void receiverBreaks_othersAreStillSent() {
    receivers.mood("db/webhook[0]", Mood.BREAKS);
    post("a", Duration.ofMinutes(1));
    Eventually.within(PATIENCE).until(() -> receivers.failed() > 0);

    receivers.allAccept();
    post("b", Duration.ofMinutes(1));
    eventuallyReceived(notified("db", firing("b")));
  }

  @Test
  void processWasKilled_takeOver_makesDueWhatItHadUnderWay() {
    loop.close();
    post("a", Duration.ofMinutes(1));
    Lease lease = new Lease(UUID.randomUUID(), context.clock.instant().plusSeconds(30));
    assertThat(context.get(FlushDue.class).run(Optional.of(lease)).deliveries()).hasSize(1);

    loop.takeOver();

    context.get(DispatchDue.class).run();
    eventuallyReceived(notified("db", firing("a")));
  }
}
