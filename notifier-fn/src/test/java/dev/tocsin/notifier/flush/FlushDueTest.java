package dev.tocsin.notifier.flush;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.TestContext;
import dev.tocsin.notifier.alert.AcceptAlerts;
import dev.tocsin.routing.alert.LabelNameMode;
import dev.tocsin.routing.alert.PostedAlert;
import dev.tocsin.routing.group.FlushHistory;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.testkit.CountingIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link FlushDue} with {@link SaveFlushes}: what a flush leaves in the stores. */
class FlushDueTest {
  private static final String INTEGRATION = "db/webhook[0]";

  private final TestContext context = new TestContext();
  private final FlushDue flush = context.get(FlushDue.class);
  private final Deliveries deliveries = context.get(Deliveries.class);
  private final Instant start = context.clock.instant();
  private final Lease lease = new Lease(CountingIds.id(900), start.plusSeconds(3_600));

  @BeforeEach
  void configure() {
    long unused =
        context.configure(
            """
            route: {receiver: db, group_by: [alertname], group_wait: 0s, group_interval: 5m}
            receivers:
            - name: db
              webhook_configs: [{url: "http://db.test/"}]
            """);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private void post(Optional<Instant> endsAt, String... names) {
    assertThat(
            context
                .get(AcceptAlerts.class)
                .run(
                    List.of(names).stream()
                        .map(name ->
                            new PostedAlert(
                                Map.of("alertname", name),
                                Map.of(),
                                Optional.of(start),
                                endsAt.or(() -> Optional.of(start.plus(Duration.ofDays(1)))),
                                ""))
                        .toList(),
                    LabelNameMode.UTF8)
                .refusals())
        .isEmpty();
  }

  private void fire(String... names) {
    post(Optional.empty(), names);
  }

  private List<FlushRecord> records() {
    return context
        .get(FlushHistory.class)
        .ofIntegration(INTEGRATION, context.clock.instant().plusSeconds(1), 9);
  }

  private static long number(Delivery delivery) {
    return delivery.flush().map(GroupFlush::flush).orElseThrow();
  }

  @Test
  void run_nothingDue_doesNothing() {
    assertThat(flush.run(Optional.of(lease))).isEqualTo(new FlushDue.Flushed(0, List.of()));
  }

  @Test
  void run_withLease_deliveriesAreUnderIt() {
    fire("a");
    FlushDue.Flushed flushed = flush.run(Optional.of(lease));

    assertThat(flushed.groups()).isEqualTo(1);
    assertThat(flushed.deliveries())
        .singleElement()
        .satisfies(delivery -> {
          assertThat(delivery.receiver()).isEqualTo(INTEGRATION);
          assertThat(delivery.reason()).isEqualTo(Reason.READY);
          assertThat(delivery.deadline()).isEqualTo(start.plus(Duration.ofHours(24)));
        });
    assertThat(deliveries.due(start.plusSeconds(60))).isEmpty();
    assertThat(deliveries.waiting()).isEqualTo(1);
  }

  @Test
  void run_withoutLease_deliveriesAreDue() {
    fire("a");
    FlushDue.Flushed flushed = flush.run(Optional.empty());

    assertThat(flushed.deliveries()).hasSize(1);
    assertThat(deliveries.due(start)).containsOnly(Map.entry(INTEGRATION, start));
  }

  @Test
  void run_flushed_isRecordedAndDueAfterTheInterval() {
    fire("a");
    FlushDue.Flushed unused = flush.run(Optional.of(lease));

    assertThat(records())
        .singleElement()
        .satisfies(record -> {
          assertThat(record.notifies()).isTrue();
          assertThat(record.reason()).isEqualTo("first_notification");
          assertThat(record.firing()).containsExactly(Labels.of("alertname", "a").fingerprint());
        });
    assertThat(context.get(Groups.class).nextDue(start.plus(Duration.ofDays(1))))
        .contains(start.plus(Duration.ofMinutes(5)));
  }

  @Test
  void run_earlierDeliveryUnderWay_laterOneWaitsBehindIt() {
    fire("a");
    FlushDue.Flushed unused = flush.run(Optional.of(lease));
    context.clock.advance(Duration.ofMinutes(5));

    assertThat(flush.run(Optional.of(lease)).deliveries()).isEmpty();
    assertThat(deliveries.waiting()).isEqualTo(2);
  }

  @Test
  void run_earlierDeliveryUnderNoLease_isSuperseded() {
    fire("a");
    UUID first = flush.run(Optional.empty()).deliveries().getFirst().id();
    context.clock.advance(Duration.ofMinutes(5));

    assertThat(flush.run(Optional.empty()).deliveries()).hasSize(1);
    assertThat(deliveries.find(first).orElseThrow().reason()).isEqualTo(Reason.SUPERSEDED);
    assertThat(deliveries.waiting()).isEqualTo(1);
  }

  @Test
  void run_endedBeforeAnythingWasSaid_supersedesAndLetsItLeave() {
    fire("a");
    UUID first = flush.run(Optional.empty()).deliveries().getFirst().id();
    context.clock.advance(Duration.ofMinutes(5));
    post(Optional.of(context.clock.instant()), "a");

    assertThat(flush.run(Optional.empty()).deliveries()).isEmpty();
    assertThat(deliveries.find(first).orElseThrow().reason()).isEqualTo(Reason.SUPERSEDED);
    assertThat(records().getFirst().reason()).isEqualTo("never_announced");
    assertThat(context.get(Groups.class).members()).isEmpty();
  }

  @Test
  void run_clockGoesBack_numbersStillAscend() {
    fire("a");
    long first = number(flush.run(Optional.empty()).deliveries().getFirst());
    context.clock.set(start.minusSeconds(60));
    fire("b");
    UUID unused = flush.run(Optional.empty()).deliveries().getFirst().id();
    context.clock.set(start.plus(Duration.ofMinutes(5)));
    long second = number(flush.run(Optional.empty()).deliveries().getFirst());

    assertThat(first).isEqualTo(start.toEpochMilli());
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void run_manyGroups_areFlushedInSeveralTransactions() {
    fire(IntStream.range(0, 501).mapToObj(number -> "a" + number).toArray(String[]::new));
    FlushDue.Flushed first = flush.run(Optional.empty());
    FlushDue.Flushed second = flush.run(Optional.empty());

    assertThat(first.groups()).isEqualTo(500);
    assertThat(first.mayBeMore()).isTrue();
    assertThat(second.groups()).isEqualTo(1);
    assertThat(second.mayBeMore()).isFalse();
  }
}
