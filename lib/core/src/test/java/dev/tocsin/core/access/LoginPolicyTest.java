package dev.tocsin.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.access.LoginPolicy.Attempt;
import dev.tocsin.core.access.LoginPolicy.Decision;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginPolicyTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  private final List<Limit> hits = new ArrayList<>();
  private final LoginPolicy policy =
      new LoginPolicy(
          new Limits(
              Map.of(
                  Limit.WRONG_LOGINS, 3,
                  Limit.WRONG_LOGINS_PER_ADDRESS, 6,
                  Limit.WRONG_LOGINS_PER_NAME, 6,
                  Limit.LOGIN_RECORDS, 100)),
          hits::add);

  /**
   * Each row: what was wrong before (NAME@ADDRESS*TIMES, all at one instant), how long ago, who
   * comes now, and what is decided.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-                            | 0s    | ada@a | verify 0",
        "ada@a*2                      | 0s    | ada@a | verify 2",
        "ada@a*3                      | 0s    | ada@a | WRONG_LOGINS",
        "ada@a*3                      | 900ms | ada@a | WRONG_LOGINS",
        "ada@a*3                      | 1s    | ada@a | verify 2",
        "ada@a*3                      | 3s    | ada@a | verify 0",
        "ada@a*3                      | 0s    | eve@a | verify 3",
        "ada@a*3                      | 0s    | ada@b | verify 0",
        "x@a*2 y@a*2 z@a*2            | 0s    | ada@a | WRONG_LOGINS_PER_ADDRESS",
        "x@a*2 y@a*2 z@a*2            | 0s    | ada@b | verify 0",
        "ada@c*2 ada@d*2 ada@e*2      | 0s    | ada@b | verify 0",
        "ada@c*2 ada@d*2 ada@e*2      | 0s    | ada@c | WRONG_LOGINS_PER_NAME",
        "ada@c*2 ada@d*2 ada@e*2 x@b*1| 0s    | ada@b | WRONG_LOGINS_PER_NAME",
        "ada@c*2 ada@d*2 ada@e*2      | 2s    | ada@c | verify 0",
      })
  void decide_byWhatWasWrong(@Nullable String before, String ago, String now, String decision) {
    if (before != null) {
      for (String wrong : before.split(" ", -1)) {
        String[] parts = wrong.split("\\*", -1);
        for (int i = 0; i < Integer.parseInt(parts[1]); i++) {
          assertThat(policy.decide(attempt(parts[0]), START)).isInstanceOf(Decision.Verify.class);
        }
      }
    }
    Decision decided = policy.decide(attempt(now), START.plus(Duration.parse("PT" + seconds(ago))));
    assertThat(
            switch (decided) {
              case Decision.Verify(int rank) -> "verify " + rank;
              case Decision.Wait wait -> wait.limit().name();
              case Decision.Refuse refuse -> "refuse";
            })
        .isEqualTo(decision);
  }

  @Test
  void decide_atTheLimit_theNewestIsVerifiedEachQuarterOfASecond() {
    attack(3);
    Decision.Wait first = waits(START);
    assertThat(first.at()).isEqualTo(START);
    assertThat(policy.decide(first, START)).isInstanceOf(Decision.Verify.class);

    Decision.Wait second = waits(START);
    Decision.Wait newest = waits(START.plusMillis(100));
    Instant turn = START.plus(LoginPolicy.PACE);
    assertThat(second.at()).isEqualTo(turn);
    assertThat(newest.at()).isEqualTo(turn);
    assertThat(policy.decide(second, turn))
        .isEqualTo(new Decision.Refuse(Duration.ofSeconds(1), Limit.WRONG_LOGINS));
    assertThat(policy.decide(newest, turn)).isInstanceOf(Decision.Verify.class);
  }

  @Test
  void decide_afterAnyNumberOfWrongOnes_theCountIsForgottenInAsManySecondsAsTheLimit() {
    attack(3);
    for (int i = 0; i < 400; i++) {
      Decision.Wait wait = waits(START.plus(LoginPolicy.PACE.multipliedBy(i)));
      assertThat(policy.decide(wait, wait.at())).isInstanceOf(Decision.Verify.class);
    }
    Instant end = START.plus(LoginPolicy.PACE.multipliedBy(399));
    assertThat(policy.decide(attempt("ada@a"), end.plusSeconds(3)))
        .isEqualTo(new Decision.Verify(3));
  }

  @Test
  void right_doesNotCount() {
    for (int i = 0; i < 10; i++) {
      assertThat(policy.decide(attempt("ada@a"), START)).isEqualTo(new Decision.Verify(0));
      policy.right(attempt("ada@a"));
    }
  }

  @Test
  void decide_manyAddresses_keepsSoManyOnly() {
    for (int i = 0; i < 1000; i++) {
      assertThat(policy.decide(attempt("n" + i + "@a" + i), START))
          .isInstanceOf(Decision.Verify.class);
    }
    assertThat(hits).hasSizeGreaterThan(2_000).containsOnly(Limit.LOGIN_RECORDS);
  }

  private static String seconds(String text) {
    return text.endsWith("ms")
        ? Integer.parseInt(text.substring(0, text.length() - 2)) / 1000.0 + "S"
        : text;
  }

  private void attack(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(policy.decide(attempt("ada@a"), START)).isInstanceOf(Decision.Verify.class);
    }
  }

  private Decision.Wait waits(Instant now) {
    return (Decision.Wait) policy.decide(attempt("ada@a"), now);
  }

  private static Attempt attempt(String text) {
    int at = text.indexOf('@');
    return new Attempt(text.substring(0, at), text.substring(at + 1));
  }
}
