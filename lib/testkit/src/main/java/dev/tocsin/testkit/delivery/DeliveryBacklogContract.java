package dev.tocsin.testkit.delivery;

import static dev.tocsin.testkit.CountingIds.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.DeliveryBacklog;
import dev.tocsin.core.delivery.DeliveryBacklog.Filter;
import dev.tocsin.core.delivery.DeliveryBacklog.Standing;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.GroupNotice;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every {@link DeliveryBacklog} promises. */
public abstract class DeliveryBacklogContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");
  private static final String WEB = "team-db/webhook[0]";
  private static final String CHAT = "team-db/webhook[1]";

  /** Where the deliveries of the backlog come from, empty; always the same within a test. */
  protected abstract Deliveries deliveries();

  /** The backlog under test. */
  protected abstract DeliveryBacklog backlog();

  /** One that is ready, one that has failed, one that is dead, one taken, and one skipped. */
  @BeforeEach
  void add() {
    Lease lease = new Lease(id(500), NOW.plusSeconds(30));
    deliveries()
        .addLeased(
            List.of(
                flush(1, WEB, Reason.READY),
                flush(2, WEB, Reason.READY),
                flush(3, CHAT, Reason.REFUSED),
                flush(4, CHAT, Reason.ACCEPTED),
                flush(5, CHAT, Reason.SUPERSEDED)),
            lease);
    deliveries()
        .record(
            List.of(new AttemptResult(id(2), Reason.RETRYING, NOW, true, "HTTP 503")),
            lease.id(),
            NOW);
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      nullValues = "all",
      textBlock =
          """
          all,     all,                '3 2 1'
          all,     team-db/webhook[0], '2 1'
          all,     team-db/webhook[1], '3'
          all,     team-db/webhook[9], ''
          WAITING, all,                '2 1'
          FAILED,  all,                '2'
          FAILED,  team-db/webhook[1], ''
          DEAD,    all,                '3'
          """)
  void page_filter_hasWhatWaitsOrIsDeadTheLastFirst(
      Standing standing, String receiver, String numbers) {
    Filter filter =
        new Filter(
            Optional.ofNullable(standing),
            Optional.ofNullable(receiver).map(Set::of).orElse(Set.of()));

    assertThat(backlog().page(filter, OptionalLong.empty(), 9))
        .extracting(Delivery::id)
        .isEqualTo(
            numbers.chars().filter(Character::isDigit).mapToObj(digit -> id(digit - '0')).toList());
  }

  @Test
  void page_afterPage_goesOnWhereItEnded() {
    List<Delivery> first = backlog().page(Filter.ALL, OptionalLong.empty(), 2);
    List<Delivery> second =
        backlog().page(Filter.ALL, OptionalLong.of(first.getLast().arrival()), 2);

    assertThat(first).extracting(Delivery::id).containsExactly(id(3), id(2));
    assertThat(second).extracting(Delivery::id).containsExactly(id(1));
    assertThat(backlog().page(Filter.ALL, OptionalLong.of(second.getLast().arrival()), 2))
        .isEmpty();
  }

  @Test
  void page_ofTwoReceivers_hasThoseOfBoth() {
    assertThat(
            backlog()
                .page(new Filter(Optional.empty(), Set.of(WEB, CHAT)), OptionalLong.empty(), 9))
        .hasSize(3);
  }

  @Test
  void page_failed_hasItsLastErrorAndAttempts() {
    Filter failed = new Filter(Optional.of(Standing.FAILED), Set.of());
    assertThat(backlog().page(failed, OptionalLong.empty(), 9))
        .singleElement()
        .satisfies(delivery -> {
          assertThat(delivery.detail()).isEqualTo("HTTP 503");
          assertThat(delivery.attempts()).isOne();
        });
  }

  @Test
  void waiting_isCountedByReceiver() {
    assertThat(backlog().waiting()).isEqualTo(Map.of(WEB, 2));
  }

  @Test
  void dying_lastThatEnded_decides() {
    GroupIntegration taken = new GroupIntegration(id(804), CHAT);
    GroupIntegration dead = new GroupIntegration(id(803), CHAT);
    GroupIntegration waits = new GroupIntegration(id(801), WEB);
    GroupIntegration unknown = new GroupIntegration(id(803), WEB);
    Map<GroupIntegration, Long> all = Map.of(taken, 99L, dead, 99L, waits, 99L, unknown, 99L);
    assertThat(backlog().dying(all)).containsExactly(dead);
    assertThat(backlog().dying(Map.of(dead, 1L))).as("before its first flush").isEmpty();
    assertThat(backlog().dying(Map.of())).isEmpty();

    deliveries()
        .add(
            List.of(
                flush(6, 803, 2, Reason.ACCEPTED),
                flush(7, 804, 2, Reason.REFUSED),
                flush(8, 804, 3, Reason.SUPERSEDED)));
    assertThat(backlog().dying(all)).containsExactly(taken);
    assertThat(backlog().dying(Map.of(dead, 2L))).containsExactly(dead);
  }

  /** A flush of one of several of a group. */
  private static Delivery flush(int number, int group, long flush, Reason reason) {
    return flush(number, group, flush, CHAT, reason);
  }

  /** Each is of a group of its own. */
  private static Delivery flush(int number, String receiver, Reason reason) {
    return flush(number, 800 + number, 1, receiver, reason);
  }

  private static Delivery flush(int number, int group, long flush, String receiver, Reason reason) {
    return new Delivery(
        id(number),
        new GroupFlush(
            id(group),
            flush,
            true,
            new GroupNotice(Set.of(), Set.of(), Set.of(), Duration.ofHours(8)),
            Map.of()),
        receiver,
        reason,
        number,
        "{}",
        NOW,
        NOW,
        NOW.plusSeconds(86_400),
        0,
        0,
        "");
  }
}
