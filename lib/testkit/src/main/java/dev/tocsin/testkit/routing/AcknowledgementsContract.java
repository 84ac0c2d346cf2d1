package dev.tocsin.testkit.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.fingerprint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.state.Acknowledgement;
import dev.tocsin.routing.state.Acknowledgement.Cause;
import dev.tocsin.routing.state.Acknowledgement.End;
import dev.tocsin.routing.state.Acknowledgements;
import dev.tocsin.testkit.CountingIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Acknowledgements} promises. */
public abstract class AcknowledgementsContract {
  private static final Instant ALWAYS = Instant.parse("2100-01-01T00:00:00Z");

  /** The store under test, empty; always the same one within a test. */
  protected abstract Acknowledgements acknowledgements();

  @Test
  void holding_added_isUntilItsTimeIsUp() {
    acknowledgements().add(made(1, 1, 0, 60));
    acknowledgements().add(made(2, 2, 0, 90));

    assertThat(acknowledgements().holding(List.of(fingerprint(1), fingerprint(3)), T))
        .isEqualTo(Map.of(fingerprint(1), made(1, 1, 0, 60)));
    assertThat(
            acknowledgements().holding(List.of(fingerprint(1), fingerprint(2)), T.plusSeconds(60)))
        .containsOnlyKeys(fingerprint(2));
    assertThat(acknowledgements().holding(List.of(), T)).isEmpty();
  }

  @Test
  void end_holding_endsItAndNoOther() {
    acknowledgements().add(made(1, 1, 0, 60));
    acknowledgements().add(made(2, 2, 0, 60));
    End end = new End(T.plusSeconds(5), Cause.UNACKNOWLEDGED, "ben");

    assertThat(acknowledgements().end(List.of(fingerprint(1), fingerprint(3)), end)).isEqualTo(1);
    assertThat(acknowledgements().end(List.of(fingerprint(1)), end)).isZero();
    assertThat(acknowledgements().end(List.of(), end)).isZero();

    assertThat(
            acknowledgements().holding(List.of(fingerprint(1), fingerprint(2)), T.plusSeconds(6)))
        .containsOnlyKeys(fingerprint(2));
    assertThat(acknowledgements().of(fingerprint(1), ALWAYS, 9))
        .containsExactly(ended(made(1, 1, 0, 60), end));
  }

  @Test
  void end_afterItsTime_leavesItAsItIs() {
    acknowledgements().add(made(1, 1, 0, 60));

    assertThat(
            acknowledgements()
                .end(List.of(fingerprint(1)), new End(T.plusSeconds(60), Cause.RESOLVED, "")))
        .isZero();
  }

  @Test
  void add_afterItsTime_holdsInPlaceOfTheFormer() {
    acknowledgements().add(made(1, 1, 0, 60));
    acknowledgements().add(made(2, 1, 60, 120));

    assertThat(acknowledgements().holding(List.of(fingerprint(1)), T.plusSeconds(60)))
        .containsValue(made(2, 1, 60, 120));
    assertThat(acknowledgements().of(fingerprint(1), ALWAYS, 9))
        .containsExactly(made(2, 1, 60, 120), made(1, 1, 0, 60));
    assertThat(acknowledgements().of(fingerprint(1), ALWAYS, 1)).hasSize(1);
    assertThat(acknowledgements().of(fingerprint(1), T.plusSeconds(60), 9))
        .containsExactly(made(1, 1, 0, 60));
  }

  @Test
  void forget_timeUpBefore_leavesOthers() {
    acknowledgements().add(made(1, 1, 0, 60));
    acknowledgements().add(made(2, 2, 0, 90));

    assertThat(acknowledgements().forget(T.plusSeconds(60))).isZero();
    assertThat(acknowledgements().forget(T.plusSeconds(61))).isEqualTo(1);
    assertThat(acknowledgements().of(fingerprint(2), ALWAYS, 9)).hasSize(1);
  }

  private static Acknowledgement made(int id, int alert, int at, int until) {
    return new Acknowledgement(
        CountingIds.id(id),
        fingerprint(alert),
        "ann",
        "on it",
        T.plusSeconds(at),
        T.plusSeconds(until),
        Optional.empty());
  }

  private static Acknowledgement ended(Acknowledgement made, End end) {
    return new Acknowledgement(
        made.id(),
        made.alert(),
        made.author(),
        made.comment(),
        made.at(),
        made.until(),
        Optional.of(end));
  }
}
