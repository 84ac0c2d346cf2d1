package dev.tocsin.notifier.meter;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.ending;
import static dev.tocsin.testkit.routing.RoutedFixture.fingerprint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.flush.IntervalState;
import dev.tocsin.routing.flush.Member;
import dev.tocsin.routing.flush.Muted;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionTest {
  private static final List<UUID> SILENCE = List.of(new UUID(0, 1));

  /** {@code .} is not muted, {@code ~} silenced, {@code ^} inhibited, {@code *} both. */
  private static List<Member> members(String text) {
    return text.chars().mapToObj(SuppressionTest::member).toList();
  }

  private static Member member(int sign) {
    boolean silenced = sign == '~' || sign == '*';
    boolean inhibited = sign == '^' || sign == '*';
    return new Member(
        ending(1, T, T),
        new Muted(silenced ? SILENCE : List.of(), inhibited ? List.of(fingerprint(2)) : List.of()));
  }

  private static List<String> names(String name) {
    return name.isEmpty() ? List.of() : List.of(name);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "what nothing mutes is not counted|..|||{}",
        "each alert is counted for what mutes it|.~^^|||{INHIBITION=2, SILENCE=1}",
        "of two reasons the first one counts|*|||{INHIBITION=1}",
        "outside its active interval a group is left out|.~^|work||{INHIBITION=1, ACTIVE_TIME_INTERVAL=2}",
        "within a mute interval a group is left out|.~^||night|{INHIBITION=1, MUTE_TIME_INTERVAL=2}",
        "the active interval is looked at first|.|work|night|{ACTIVE_TIME_INTERVAL=1}",
      })
  void of_countsEachAlertOnce(
      String rule, String members, String inactive, String mute, String counts) {
    IntervalState intervals =
        new IntervalState(names(inactive == null ? "" : inactive), names(mute == null ? "" : mute));
    assertThat(Suppression.of(members(members), intervals)).hasToString(counts);
  }
}
