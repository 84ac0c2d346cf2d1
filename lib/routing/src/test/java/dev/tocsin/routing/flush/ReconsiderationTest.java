package dev.tocsin.routing.flush;

import static dev.tocsin.routing.flush.Fixtures.NOW;
import static dev.tocsin.routing.flush.Fixtures.firing;
import static dev.tocsin.routing.flush.Fixtures.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.alert.Alert;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReconsiderationTest {
  private static final Terms TERMS = Fixtures.terms(true, FlushPolicy.DEFAULT);

  @Test
  void of_deliveryInFlightSaidTheSame_isDropped() {
    Send first = send(decide(Optional.empty(), Optional.empty(), firing("A")));

    Decision again = Reconsideration.of(first, Optional.of(first.log()), TERMS, NOW);

    assertThat(again).isEqualTo(Skip.because(SkipReason.NOTHING_NEW));
  }

  @Test
  void of_endBehindTheAnnouncementInFlight_standsWhenItArrived() {
    Send announced = send(decide(Optional.empty(), Optional.empty(), firing("A")));
    Send end = send(decide(Optional.empty(), Optional.of(announced), resolved("A")));

    assertThat(end.reason()).isEqualTo(SendReason.ALL_RESOLVED);
    assertThat(Reconsideration.of(end, Optional.of(announced.log()), TERMS, NOW)).isEqualTo(end);
  }

  @Test
  void of_endOfWhatWasNeverSent_isDropped() {
    Send announced = send(decide(Optional.empty(), Optional.empty(), firing("A")));
    Send end = send(decide(Optional.empty(), Optional.of(announced), resolved("A")));

    assertThat(Reconsideration.of(end, Optional.empty(), TERMS, NOW))
        .isEqualTo(Skip.because(SkipReason.NEVER_ANNOUNCED));
  }

  @Test
  void of_endOfWhatMayHaveArrived_isSent() {
    Send announced = send(decide(Optional.empty(), Optional.empty(), firing("A")));
    Send end = send(decide(Optional.empty(), Optional.of(announced), resolved("A")));
    NotificationLog log = NotificationLog.nothingSaid(NOW).attempted(announced);

    Decision again = Reconsideration.of(end, Optional.of(log), TERMS, NOW);

    assertThat(again.reason()).isEqualTo(SendReason.ALL_RESOLVED);
    assertThat(send(again).log().open()).isEmpty();
  }

  @Test
  void of_newAlertsWhenTheAnnouncementFailed_areTheFirstNotification() {
    Send announced = send(decide(Optional.empty(), Optional.empty(), firing("A")));
    Send more = send(decide(Optional.empty(), Optional.of(announced), firing("A"), firing("B")));

    assertThat(more.reason()).isEqualTo(SendReason.NEW_ALERTS);
    assertThat(Reconsideration.of(more, Optional.empty(), TERMS, NOW).reason())
        .isEqualTo(SendReason.FIRST_NOTIFICATION);
  }

  @Test
  void of_sendResolvedOff_countsWhatEndedWithoutShowingIt() {
    Terms terms = Fixtures.terms(false, FlushPolicy.DEFAULT);
    Target target = Fixtures.target(false, Optional.empty());
    Send send = send(decide(target, firing("A"), resolved("B")));

    assertThat(Reconsideration.of(send, Optional.empty(), terms, NOW)).isEqualTo(send);
  }

  @Test
  void decide_endIsInFlight_isNotSentAgainAndStaysUntilDelivered() {
    Target silent = Fixtures.target(true, Optional.empty());
    NotificationLog announced = send(decide(silent, firing("A"))).log();
    Send end = send(decide(Optional.of(announced), Optional.empty(), resolved("A")));
    Target target =
        new Target(Fixtures.integration(true), Optional.of(announced), Optional.of(end));

    FlushOutcome outcome =
        Fixtures.flush(
                NOW,
                List.of(new Member(resolved("A"), Muted.BY_NOTHING)),
                IntervalState.OPEN,
                List.of(target))
            .decide(FlushPolicy.DEFAULT);

    assertThat(outcome.decisions().getFirst().decision())
        .isEqualTo(Skip.because(SkipReason.ALREADY_CLOSED));
    assertThat(outcome.departures()).isEqualTo(new Departures(List.of(resolved("A")), true));
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void of_sameLog_decidesTheSame(int seed) {
    FlushPolicy policy = new FlushPolicy(seed % 2 == 0, seed % 4 < 2, seed % 8 < 4);
    History history = new History(seed, policy);
    for (int number = 0; number < 60; number++) {
      List<Optional<NotificationLog>> logs =
          IntStream.range(0, History.SEND_RESOLVED.size())
              .mapToObj(at -> Optional.ofNullable(history.logs.get(at)))
              .toList();
      History.Step step = history.step();
      for (int at = 0; at < logs.size(); at++) {
        if (step.outcome().decisions().get(at).decision() instanceof Send send) {
          Terms terms = Fixtures.terms(History.SEND_RESOLVED.get(at), policy);
          assertThat(Reconsideration.of(send, logs.get(at), terms, step.at()))
              .as("seed %d, step %d", seed, number)
              .isEqualTo(send);
        }
      }
    }
  }

  private static Decision decide(
      Optional<NotificationLog> log, Optional<Send> inFlight, Alert... alerts) {
    return decide(new Target(Fixtures.integration(true), log, inFlight), alerts);
  }

  private static Decision decide(Target target, Alert... alerts) {
    List<Member> members =
        Arrays.stream(alerts).map(alert -> new Member(alert, Muted.BY_NOTHING)).toList();
    return Fixtures.flush(NOW, members, IntervalState.OPEN, List.of(target))
        .decide(FlushPolicy.DEFAULT)
        .decisions()
        .getFirst()
        .decision();
  }

  private static Send send(Decision decision) {
    assertThat(decision).isInstanceOf(Send.class);
    return (Send) decision;
  }
}
