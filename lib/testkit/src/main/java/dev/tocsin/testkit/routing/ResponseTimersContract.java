package dev.tocsin.testkit.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.ending;
import static dev.tocsin.testkit.routing.RoutedFixture.fingerprint;
import static dev.tocsin.testkit.routing.RoutedFixture.firing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.response.ResponseTimer;
import dev.tocsin.routing.response.ResponseTimers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ResponseTimers} promises. */
public abstract class ResponseTimersContract {
  /** The store under test, empty; always the same one within a test. */
  protected abstract ResponseTimers timers();

  /** The alerts beside it. */
  protected abstract RoutedAlerts alerts();

  protected abstract Transactions transactions();

  @Test
  void save_timers_areFoundInPlaceOfEarlierOnes() {
    timers().save(List.of(waiting(1, 60), waiting(2, 30)));
    timers().save(List.of(overdue(1, 5)));
    timers().save(List.of());

    assertThat(timers().find(List.of(fingerprint(1), fingerprint(2), fingerprint(3))))
        .isEqualTo(Map.of(fingerprint(1), overdue(1, 5), fingerprint(2), waiting(2, 30)));
    assertThat(timers().find(List.of())).isEmpty();
  }

  @Test
  void due_someTimers_areThoseWhoseTimeHasComeInItsOrder() {
    timers().save(List.of(waiting(1, 60), waiting(2, 30), waiting(3, 61), overdue(4, 5)));

    assertThat(timers().due(9, T.plusSeconds(60))).containsExactly(fingerprint(2), fingerprint(1));
    assertThat(timers().due(1, T.plusSeconds(60))).containsExactly(fingerprint(2));
    assertThat(timers().due(9, T.plusSeconds(29))).isEmpty();
    assertThat(timers().nextDue(T.plusSeconds(99))).contains(T.plusSeconds(30));
    assertThat(timers().nextDue(T.plusSeconds(29))).isEmpty();
  }

  @Test
  void lookAt_someAlerts_areOverdueNoMoreAndHaveThatTime() {
    timers().save(List.of(overdue(1, 5), waiting(2, 30), overdue(3, 5)));

    timers().lookAt(List.of(fingerprint(1), fingerprint(2), fingerprint(9)), T.plusSeconds(90));
    timers().lookAt(List.of(), T);

    assertThat(timers().find(List.of(fingerprint(1), fingerprint(2), fingerprint(3))))
        .containsValues(waiting(1, 90), waiting(2, 90), overdue(3, 5))
        .hasSize(3);
  }

  @Test
  void lookAtAll_alerts_haveThatTimeAtTheLatestAndStayOverdue() {
    timers().save(List.of(overdue(1, 5), waiting(2, 30), waiting(3, 90)));

    timers().lookAtAll(T.plusSeconds(60));

    assertThat(timers().find(List.of(fingerprint(1), fingerprint(2), fingerprint(3))))
        .containsValues(
            new ResponseTimer(
                fingerprint(1), T, Optional.of(T.plusSeconds(60)), Optional.of(T.plusSeconds(5))),
            waiting(2, 30),
            waiting(3, 60));
  }

  @Test
  void remove_someAlerts_leavesTheOthers() {
    timers().save(List.of(waiting(1, 60), waiting(2, 60)));

    timers().remove(List.of(fingerprint(1), fingerprint(9)));
    timers().remove(List.of());

    assertThat(timers().find(List.of(fingerprint(1), fingerprint(2))))
        .containsOnlyKeys(fingerprint(2));
  }

  @Test
  void countOverdue_alertsThatFireAndHaveEnded_areThoseThatFire() {
    RoutedFixture.save(alerts(), firing(1), ending(2, T.plusSeconds(60), T), firing(3));
    timers().save(List.of(overdue(1, 5), overdue(2, 5), waiting(3, 60), overdue(4, 5)));

    assertThat(timers().countOverdue(T.plusSeconds(59))).isEqualTo(2);
    assertThat(timers().countOverdue(T.plusSeconds(60))).isEqualTo(1);
  }

  @Test
  void forget_alertsThatEndedOrAreUnknown_leavesTheOthers() {
    RoutedFixture.save(alerts(), firing(1), ending(2, T.plusSeconds(60), T));
    timers().save(List.of(overdue(1, 5), overdue(2, 5), waiting(3, 60)));

    assertThat(timers().forget(T)).isZero();
    assertThat(timers().forget(T.plusSeconds(60))).isEqualTo(1);
    assertThat(timers().forget(T.plusSeconds(61))).isEqualTo(1);
    assertThat(timers().find(List.of(fingerprint(1), fingerprint(2), fingerprint(3))))
        .containsOnlyKeys(fingerprint(1));
  }

  @Test
  void save_inATransactionThatFails_isNotKept() {
    try {
      transactions()
          .run(() -> {
            timers().save(List.of(waiting(1, 60)));
            throw new IllegalStateException("fails");
          });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("fails");
    }

    assertThat(timers().find(List.of(fingerprint(1)))).isEmpty();
  }

  private static ResponseTimer waiting(int alert, int lookAt) {
    return ResponseTimer.waiting(fingerprint(alert), T, T.plusSeconds(lookAt));
  }

  private static ResponseTimer overdue(int alert, int at) {
    return new ResponseTimer(
        fingerprint(alert), T, Optional.empty(), Optional.of(T.plusSeconds(at)));
  }
}
