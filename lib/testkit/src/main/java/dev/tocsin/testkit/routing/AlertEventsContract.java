package dev.tocsin.testkit.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.ending;
import static dev.tocsin.testkit.routing.RoutedFixture.fingerprint;
import static dev.tocsin.testkit.routing.RoutedFixture.firing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.event.AlertEvent;
import dev.tocsin.routing.event.AlertEvent.Kind;
import dev.tocsin.routing.event.AlertEvents;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link AlertEvents} promises. */
public abstract class AlertEventsContract {
  private static final Instant ALWAYS = Instant.parse("2100-01-01T00:00:00Z");

  /** The store under test, empty; always the same one within a test. */
  protected abstract AlertEvents events();

  /** The alerts beside it, empty. */
  protected abstract RoutedAlerts alerts();

  /** The transactions in which it takes part. */
  protected abstract Transactions transactions();

  @Test
  void of_appended_isThatOfTheAlertNewestFirst() {
    AlertEvent timedOut = event(firing(1), Kind.TIMED_OUT, 0);
    AlertEvent started = event(firing(1), Kind.STARTED, 0);
    AlertEvent resolved = event(ending(1, T.plusSeconds(5), T), Kind.RESOLVED, 5);
    events().append(List.of(started, timedOut, event(firing(2), Kind.STARTED, 1)));
    events().append(List.of(resolved));

    assertThat(events().of(fingerprint(1), ALWAYS, 9)).containsExactly(resolved, started, timedOut);
    assertThat(events().of(fingerprint(1), ALWAYS, 2)).containsExactly(resolved, started);
    assertThat(events().of(fingerprint(1), T.plusSeconds(5), 9)).containsExactly(started, timedOut);
    assertThat(events().of(fingerprint(3), ALWAYS, 9)).isEmpty();
  }

  @Test
  void append_twice_isThereOnce() {
    events().append(List.of(event(firing(1), Kind.STARTED, 0)));
    events().append(List.of(event(firing(1), Kind.STARTED, 0)));
    events().append(List.of());

    assertThat(events().of(fingerprint(1), ALWAYS, 9)).hasSize(1);
  }

  @Test
  void append_inATransactionThatFails_isUndone() {
    assertThatThrownBy(() ->
            transactions()
                .run(() -> {
                  events().append(List.of(event(firing(1), Kind.STARTED, 0)));
                  throw new IllegalArgumentException("broken");
                }))
        .hasMessage("broken");

    assertThat(events().of(fingerprint(1), ALWAYS, 9)).isEmpty();
  }

  @Test
  void forget_alertsThatTimedOut_addsTheirTimeOut() {
    Alert timedOut = ending(1, T.plusSeconds(60), T);
    Alert resolved = ending(2, T.plusSeconds(60), T.plusSeconds(60));
    RoutedFixture.save(alerts(), timedOut, resolved);

    assertThat(alerts().forget(T.plusSeconds(61), 9)).isEqualTo(2);

    assertThat(events().of(fingerprint(1), ALWAYS, 9))
        .containsExactly(event(timedOut, Kind.TIMED_OUT, 60));
    assertThat(events().of(fingerprint(2), ALWAYS, 9)).isEmpty();
  }

  private static AlertEvent event(Alert alert, Kind kind, int at) {
    return new AlertEvent(
        alert.labels(),
        kind,
        T.plusSeconds(at),
        alert.startsAt(),
        alert.endsAt(),
        alert.annotations());
  }
}
