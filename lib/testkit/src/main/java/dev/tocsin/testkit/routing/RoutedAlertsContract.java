package dev.tocsin.testkit.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.ending;
import static dev.tocsin.testkit.routing.RoutedFixture.fingerprint;
import static dev.tocsin.testkit.routing.RoutedFixture.firing;
import static dev.tocsin.testkit.routing.RoutedFixture.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.TransactionConflict;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.group.Leaving;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RoutedAlerts} promises. */
public abstract class RoutedAlertsContract {
  /** The store under test, empty; always the same one within a test. */
  protected abstract RoutedAlerts alerts();

  /** The groups beside it, empty. */
  protected abstract Groups groups();

  /** The transactions in which it takes part. */
  protected abstract Transactions transactions();

  @Test
  void after_pages_areAllAlertsOnce() {
    for (int number = 1; number <= 7; number++) {
      RoutedFixture.save(alerts(), firing(number));
    }
    List<Alert> all = alerts().after(Optional.empty(), 99);
    List<Alert> paged = new ArrayList<>(alerts().after(Optional.empty(), 3));
    paged.addAll(alerts().after(Optional.of(paged.getLast().fingerprint()), 3));
    paged.addAll(alerts().after(Optional.of(paged.getLast().fingerprint()), 3));

    assertThat(all).hasSize(7);
    assertThat(paged).isEqualTo(all);
    assertThat(alerts().after(Optional.of(all.getLast().fingerprint()), 3)).isEmpty();
  }

  @Test
  void find_saved_isWhatWasSaved() {
    Alert firing = firing(1);
    Alert ending = ending(2, T.plusSeconds(60), T);
    RoutedFixture.save(alerts(), firing, ending);

    assertThat(alerts().find(List.of(fingerprint(1), fingerprint(2), fingerprint(3))))
        .isEqualTo(Map.of(fingerprint(1), firing, fingerprint(2), ending));
    assertThat(alerts().find(List.of())).isEmpty();
  }

  @Test
  void lock_some_returnsThoseThatAreKnown() {
    RoutedFixture.save(alerts(), firing(1), firing(2));

    assertThat(lock(1, 3)).containsOnlyKeys(fingerprint(1)).containsValue(firing(1));
    assertThat(lock()).isEmpty();
  }

  @Test
  void save_knownAndUnknown_replacesTheOneAndAddsTheOther() {
    RoutedFixture.save(alerts(), firing(1));
    Alert ended = ending(1, T.plusSeconds(5), T.plusSeconds(5));

    transactions().run(() -> alerts().save(List.of(firing(2), ended), lock(1, 2).keySet()));

    assertThat(alerts().find(List.of(fingerprint(1), fingerprint(2))))
        .isEqualTo(Map.of(fingerprint(1), ended, fingerprint(2), firing(2)));
  }

  @Test
  void save_nothing_changesNothing() {
    alerts().save(List.of(), List.of(fingerprint(1)));

    assertThat(alerts().active(T)).isEmpty();
  }

  @Test
  void save_unknownThatAnotherTransactionHasSaved_isRefusedAsAWhole() {
    RoutedFixture.save(alerts(), firing(1));

    assertThatThrownBy(
            () -> transactions().run(() -> alerts().save(List.of(firing(2), firing(1)), List.of())))
        .isInstanceOf(TransactionConflict.class)
        .hasMessage("1 of 2 alerts were saved by another transaction meanwhile");
    assertThat(alerts().active(T)).containsExactly(firing(1));
  }

  @Test
  void save_inATransactionThatFails_isUndone() {
    assertThatThrownBy(() ->
            transactions()
                .run(() -> {
                  RoutedFixture.save(alerts(), firing(1));
                  throw new IllegalArgumentException("broken");
                }))
        .hasMessage("broken");

    assertThat(alerts().active(T)).isEmpty();
  }

  @Test
  void active_alerts_areThoseNotEndedByFingerprint() {
    List<Alert> firing = IntStream.range(0, 20).mapToObj(RoutedFixture::firing).toList();
    alerts().save(firing, List.of());
    RoutedFixture.save(
        alerts(),
        ending(21, T, T),
        ending(22, T.plusMillis(1), T),
        ending(23, T.minusMillis(1), T));

    assertThat(alerts().all())
        .hasSize(23)
        .isSortedAccordingTo(Comparator.comparing(Alert::fingerprint));
    assertThat(alerts().active(T))
        .hasSize(21)
        .contains(ending(22, T.plusMillis(1), T))
        .isSortedAccordingTo(Comparator.comparing(Alert::fingerprint));
  }

  @Test
  void forget_endedBefore_leavesOthersAndThoseInGroups() {
    Alert inGroup = ending(1, T, T);
    RoutedFixture.save(
        alerts(), inGroup, ending(2, T, T), ending(3, T.plusSeconds(1), T), firing(4));
    groups().join(List.of(joining(1, inGroup, 30)), T);

    assertThat(alerts().forget(T, 9)).isZero();
    assertThat(alerts().forget(T.plusSeconds(1), 9)).isEqualTo(1);
    assertThat(alerts().find(fingerprints(1, 2, 3, 4)))
        .containsOnlyKeys(fingerprint(1), fingerprint(3), fingerprint(4));

    groups().leave(List.of(new Leaving(RoutedFixture.group(1).id(), fingerprint(1), T)));
    assertThat(alerts().forget(T.plusSeconds(1), 9)).isEqualTo(1);
  }

  @Test
  void forget_many_stopsAtTheLimit() {
    RoutedFixture.save(alerts(), ending(1, T, T), ending(2, T, T), ending(3, T, T));

    assertThat(alerts().forget(T.plusSeconds(1), 2)).isEqualTo(2);
    assertThat(alerts().forget(T.plusSeconds(1), 2)).isEqualTo(1);
  }

  private Map<Fingerprint, Alert> lock(int... numbers) {
    return transactions().inOne(() -> alerts().lock(fingerprints(numbers)));
  }

  private static List<Fingerprint> fingerprints(int... numbers) {
    return IntStream.of(numbers).mapToObj(RoutedFixture::fingerprint).toList();
  }
}
