package dev.tocsin.routing.flush;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of a group whatever becomes of its alerts, its muting and its deliveries. */
class FlushLawsTest {
  private static final int STEPS = 60;

  static IntStream seeds() {
    return IntStream.range(0, 1_000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decide_asAlertmanager_agreesWithTheNaiveOracle(int seed) {
    History history = new History(seed, FlushPolicy.ALERTMANAGER);
    List<AlertmanagerOracle> oracles =
        History.SEND_RESOLVED.stream().map(AlertmanagerOracle::new).toList();
    for (int number = 0; number < STEPS; number++) {
      History.Step step = history.step();
      boolean closed = !history.intervals.equals(IntervalState.OPEN);
      for (int at = 0; at < oracles.size(); at++) {
        Optional<List<String>> expected =
            oracles.get(at).flush(step.at(), step.members(), closed, step.deliveries().get(at));
        assertThat(request(decision(step, at)))
            .as("seed %d, step %d, integration %d", seed, number, at)
            .isEqualTo(expected.map(Set::copyOf));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decide_anyPolicy_oneDecisionEachAndOnlyEndedOnesLeave(int seed) {
    History history = new History(seed, policy(seed));
    for (int number = 0; number < STEPS; number++) {
      History.Step step = history.step();
      assertThat(step.outcome().decisions())
          .extracting(decided -> decided.integration().sendResolved())
          .isEqualTo(History.SEND_RESOLVED);
      assertThat(step.outcome().departures().resolved())
          .containsExactlyInAnyOrderElementsOf(
              step.members().stream()
                  .map(Member::alert)
                  .filter(alert -> alert.isResolvedAt(step.at()))
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decide_ours_neverShowsMutedAlertsAndNeverCallsThemResolved(int seed) {
    History history = new History(seed, FlushPolicy.DEFAULT);
    for (int number = 0; number < STEPS; number++) {
      List<Set<Fingerprint>> announced =
          IntStream.range(0, History.SEND_RESOLVED.size())
              .mapToObj(at -> openAt(history, at))
              .toList();
      History.Step step = history.step();
      boolean closed = !history.intervals.equals(IntervalState.OPEN);
      for (int at = 0; at < announced.size(); at++) {
        if (decision(step, at) instanceof Send send) {
          assertHonest(step, closed, send, announced.get(at));
        }
      }
    }
  }

  private static void assertHonest(
      History.Step step, boolean closed, Send send, Set<Fingerprint> announced) {
    Set<Fingerprint> shown = send.alerts().stream().map(Alert::fingerprint).collect(toSet());
    for (Member member : step.members()) {
      boolean fires = !member.alert().isResolvedAt(step.at());
      boolean muted = closed || !member.muted().equals(Muted.BY_NOTHING);
      boolean known = announced.contains(member.fingerprint());
      if (muted) {
        assertThat(shown.contains(member.fingerprint()) && (fires || !known))
            .as("%s is shown in %s", member, send)
            .isFalse();
        assertThat(send.muted().contains(member.fingerprint())).isEqualTo(fires);
      }
      if (fires && known) {
        assertThat(send.status()).as("%s fires", member).isEqualTo(Status.FIRING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decide_ours_closesAllThatWasOpenedThoughItIsMuted(int seed) {
    History history = new History(seed, FlushPolicy.DEFAULT);
    Set<Fingerprint> open = new HashSet<>();
    for (int number = 0; number < STEPS; number++) {
      follow(history.step(), open);
    }
    follow(history.end(), open);

    assertThat(open).as("seed %d", seed).isEmpty();
    assertThat(openAt(history, 0)).isEmpty();
  }

  /** What a receiver sees as open, by the payloads alone. */
  private static void follow(History.Step step, Set<Fingerprint> open) {
    if (step.deliveries().getFirst() && decision(step, 0) instanceof Send send) {
      for (Alert alert : send.alerts()) {
        if (alert.endsAt().isEmpty()) {
          open.add(alert.fingerprint());
        } else {
          open.remove(alert.fingerprint());
        }
      }
    }
  }

  private static FlushPolicy policy(int seed) {
    return new FlushPolicy(seed % 2 == 0, seed % 4 < 2, seed % 8 < 4);
  }

  private static Set<Fingerprint> openAt(History history, int at) {
    return Optional.ofNullable(history.logs.get(at)).map(NotificationLog::open).orElse(Set.of());
  }

  private static Decision decision(History.Step step, int at) {
    return step.outcome().decisions().get(at).decision();
  }

  private static Optional<Set<String>> request(Decision decision) {
    return decision instanceof Send send
        ? Optional.of(send.alerts().stream().map(FlushLawsTest::shown).collect(toSet()))
        : Optional.empty();
  }

  private static String shown(Alert alert) {
    String name = alert.labels().get("alertname");
    return alert.endsAt().isEmpty() ? name : name.toLowerCase(Locale.ROOT);
  }
}
