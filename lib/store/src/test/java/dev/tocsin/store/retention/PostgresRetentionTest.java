package dev.tocsin.store.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.EventDeliverySequence;
import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.core.delivery.EventOrders;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.ReceiverStatus;
import dev.tocsin.core.delivery.ReceiverStatuses;
import dev.tocsin.core.delivery.Subject;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.alert.AlertEvent;
import dev.tocsin.engine.alert.AlertHistory;
import dev.tocsin.store.Sql;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.CountingIds;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresRetentionTest {
  private static final Instant T = Instant.parse("2026-11-21T23:30:00Z");
  private static final Fingerprint FINGERPRINT = new Fingerprint(5);
  private static final Lane LANE = new Lane(QueueName.NOTIFY, 7);

  private final ApplicationContext context = StoreFixture.empty();
  private final Sql sql = context.getBean(Sql.class);
  private final Transactions transactions = context.getBean(Transactions.class);
  private final PostgresRetention retention =
      new PostgresRetention(sql, transactions, context.getBeansOfType(Retained.class), () -> T);

  @Test
  void sweep_eventNeverConsumed_becomesADeadLetterAfterAWeek() {
    Outbox outbox = context.getBean(Outbox.class);
    outbox.add(List.of(new OutboxEvent(CountingIds.id(1), LANE, "{\"n\":1}")), T);
    outbox.add(List.of(new OutboxEvent(CountingIds.id(2), LANE, "{\"n\":2}")), T.plusSeconds(60));

    retention.sweep(T.plus(Duration.ofDays(7)).plusSeconds(1));

    List<DeadLetter> letters = context.getBean(DeadLetters.class).list(Optional.empty(), 10);
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().source()).isEqualTo(new DeadLetter.Source.Event("notify"));
    assertThat(letters.getFirst().raw().toArray()).asString().isEqualTo("{\"n\":1}");
    assertThat(outbox.due(T.plusSeconds(60), T)).containsExactly(LANE);
  }

  @Test
  void sweep_consumedEvent_isForgottenAfterFifteenDays() {
    ConsumedEvents consumed = context.getBean(ConsumedEvents.class);
    consumed.take(QueueName.NOTIFY, List.of(CountingIds.id(1)), T);
    retention.sweep(T.plus(Duration.ofDays(14)));
    assertThat(consumed.take(QueueName.NOTIFY, List.of(CountingIds.id(1)), T)).isEmpty();

    retention.sweep(T.plus(Duration.ofDays(15)).plusSeconds(1));
    assertThat(consumed.take(QueueName.NOTIFY, List.of(CountingIds.id(1)), T)).hasSize(1);
  }

  @Test
  void sweep_history_hasPartitionsOfTodayAndTomorrowAndLosesTheOld() {
    AlertHistory history = context.getBean(AlertHistory.class);
    history.append(List.of(event(1, T.minus(Duration.ofDays(91)))));
    retention.sweep(T);
    history.append(List.of(event(2, T), event(3, T.plus(Duration.ofDays(1)))));

    assertThat(partitionOf(2)).isEqualTo("alert_event_20261121");
    assertThat(partitionOf(3)).isEqualTo("alert_event_20261122");
    assertThat(history.of(CountingIds.id(9)))
        .extracting(AlertEvent::eventId)
        .containsExactly(CountingIds.id(2), CountingIds.id(3));

    retention.sweep(T.plus(Duration.ofDays(91)));

    assertThat(history.of(CountingIds.id(9)))
        .extracting(AlertEvent::eventId)
        .containsExactly(CountingIds.id(3));
  }

  @Test
  void sweep_eventsOfTodayInTheDefaultPartition_stayWhereTheyAre() {
    AlertHistory history = context.getBean(AlertHistory.class);
    Instant later = T.plus(Duration.ofDays(300));
    history.append(List.of(event(1, later)));

    retention.sweep(later);
    history.append(List.of(event(2, later)));

    assertThat(partitionOf(1)).isEqualTo("alert_event_default");
    assertThat(history.of(CountingIds.id(9))).hasSize(2);
  }

  @Test
  void sweep_twiceWithinTheInterval_sweepsOnce() {
    List<Instant> swept = new ArrayList<>();
    PostgresRetention two = retention(counting("one", swept));

    two.sweep(T);
    two.sweep(T.plus(Duration.ofMinutes(59)));
    assertThat(swept).containsExactly(T);

    two.sweep(T.plus(PostgresRetention.INTERVAL));
    assertThat(swept).hasSize(2);
  }

  @Test
  void sweep_oneFails_othersGoOnAndItIsTriedAgain() {
    List<Instant> tried = new ArrayList<>();
    List<Instant> swept = new ArrayList<>();
    Retained broken =
        retained(
            "broken",
            now -> {
              tried.add(now);
              throw new IllegalStateException("no such table");
            });
    PostgresRetention both = retention(broken, counting("sound", swept));

    assertThat(both.sweep(T)).isEqualTo(1);
    both.sweep(T.plusSeconds(60));

    assertThat(tried).hasSize(2);
    assertThat(swept).hasSize(1);
  }

  @Test
  void sweep_byTwoInstances_isDoneByOne() {
    List<Instant> swept = new ArrayList<>();
    retention(counting("one", swept)).sweep(T);
    retention(counting("one", swept)).sweep(T.plusSeconds(1));
    assertThat(swept).containsExactly(T);
  }

  @Test
  void sweep_withinTheInterval_asksTheDatabaseNothing() {
    List<Instant> swept = new ArrayList<>();
    PostgresRetention first = retention(counting("one", swept));
    first.sweep(T);
    sql.of("DELETE FROM retention_run").update();

    first.sweep(T.plus(Duration.ofMinutes(59)));
    assertThat(swept).containsExactly(T);

    first.sweep(T.plus(PostgresRetention.INTERVAL));
    assertThat(swept).hasSize(2);
  }

  @Test
  void sweep_deliveriesThatEnded_goAfterThirtyDays() {
    Deliveries deliveries = context.getBean(Deliveries.class);
    deliveries.add(
        List.of(
            delivery(1, Reason.READY),
            delivery(2, Reason.ACCEPTED),
            delivery(3, Reason.NEVER_NOTIFIED)));

    retention.sweep(T.plus(Duration.ofDays(30)));
    assertThat(deliveries.find(CountingIds.id(2))).isPresent();

    retention.sweep(T.plus(Duration.ofDays(31)));
    assertThat(deliveries.find(CountingIds.id(2))).isEmpty();
    assertThat(deliveries.find(CountingIds.id(3))).isEmpty();
    assertThat(deliveries.find(CountingIds.id(1))).as("still waits").isPresent();
  }

  @Test
  void sweep_receiversNotCalled_goAfterThirtyDays() {
    ReceiverStatuses statuses = context.getBean(ReceiverStatuses.class);
    statuses.save(
        List.of(
            ReceiverStatus.success("pager", T),
            ReceiverStatus.failure("chat", T.plus(Duration.ofDays(1)), "HTTP 500")));

    retention.sweep(T.plus(Duration.ofDays(30)));
    assertThat(statuses.all()).containsOnlyKeys("pager", "chat");
    retention.sweep(T.plus(Duration.ofDays(31)));
    assertThat(statuses.all()).containsOnlyKeys("chat");
  }

  @Test
  void sweep_orders_goAfterFourHundredAndThirtyDaysUnlessSomethingIsMissing() {
    Fingerprint moved = new Fingerprint(-1);
    EventOrders orders = context.getBean(EventOrders.class);
    transactions.run(() -> {
      var unused = orders.lock(List.of(FINGERPRINT, moved));
      orders.save(
          List.of(new EventOrder(moved, 3, Set.of()), new EventOrder(FINGERPRINT, 2, Set.of(4L))),
          T);
    });

    retention.sweep(T.plus(Duration.ofDays(430)));
    assertThat(complete(moved)).isEqualTo(3);

    retention.sweep(T.plus(Duration.ofDays(431)));
    assertThat(complete(moved)).isZero();
    assertThat(complete(FINGERPRINT)).isEqualTo(2);
  }

  @Test
  void sweep_notifiedAlerts_goAfterFourHundredAndThirtyDays() {
    Deliveries deliveries = context.getBean(Deliveries.class);
    deliveries.saveEvents(
        List.of(
            new EventDeliverySequence.Step(
                new GroupIntegration(CountingIds.id(800), "pager"),
                Map.of(),
                Set.of(CountingIds.id(9)))),
        T,
        T,
        Optional.empty());

    retention.sweep(T.plus(Duration.ofDays(430)));
    assertThat(deliveries.notified(Set.of(CountingIds.id(9)))).isNotEmpty();
    retention.sweep(T.plus(Duration.ofDays(431)));
    assertThat(deliveries.notified(Set.of(CountingIds.id(9)))).isEmpty();
  }

  @Test
  void sweep_closedBreakersWithoutFailures_goAfterThirtyDays() {
    BreakerStore breakers = context.getBean(BreakerStore.class);
    Destination sound = new Destination("https://sound.example.com");
    Destination failing = new Destination("https://failing.example.com");
    breakers.update(sound, before -> new Breaker.Closed(2, 0), T);
    breakers.update(failing, before -> new Breaker.Closed(2, 1), T);

    retention.sweep(T.plus(Duration.ofDays(30)));
    assertThat(breakers.all()).containsOnlyKeys(sound, failing);

    retention.sweep(T.plus(Duration.ofDays(31)));
    assertThat(breakers.all()).containsOnlyKeys(failing);
  }

  private long complete(Fingerprint fingerprint) {
    return Objects.requireNonNull(
            transactions
                .inOne(() -> context.getBean(EventOrders.class).lock(List.of(fingerprint)))
                .get(fingerprint))
        .complete();
  }

  private static Delivery delivery(int id, Reason reason) {
    return new Delivery(
        CountingIds.id(id),
        new Subject.AlertEvent(
            CountingIds.id(100 + id),
            CountingIds.id(800),
            CountingIds.id(9),
            FINGERPRINT,
            id,
            Kind.FIRING,
            Optional.empty()),
        "pager",
        reason,
        0,
        "{}",
        T,
        T,
        T,
        0,
        0,
        "");
  }

  private PostgresRetention retention(Retained... retained) {
    return new PostgresRetention(sql, transactions, List.of(retained), () -> T);
  }

  private static Retained counting(String name, List<Instant> swept) {
    return retained(
        name,
        now -> {
          swept.add(now);
          return 1;
        });
  }

  private static Retained retained(String name, Sweep sweep) {
    return new Retained() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int sweep(Instant now) {
        return sweep.run(now);
      }
    };
  }

  private String partitionOf(int event) {
    return sql.of("SELECT tableoid::regclass::text AS name FROM alert_event WHERE event_id = ?")
        .with(CountingIds.id(event))
        .first(row -> row.getString("name"))
        .orElseThrow();
  }

  private static AlertEvent event(int id, Instant recordedAt) {
    UUID alert = CountingIds.id(9);
    return new AlertEvent(
        CountingIds.id(id), alert, new Fingerprint(1), id, "fired", recordedAt, recordedAt, "{}");
  }

  private interface Sweep {
    int run(Instant now);
  }
}
