package dev.tocsin.routing.flush;

import static dev.tocsin.routing.flush.Fixtures.INHIBITOR;
import static dev.tocsin.routing.flush.Fixtures.NOW;
import static dev.tocsin.routing.flush.Fixtures.SILENCE;
import static dev.tocsin.routing.flush.Fixtures.fingerprints;
import static dev.tocsin.routing.flush.Fixtures.firing;
import static dev.tocsin.routing.flush.Fixtures.resolved;
import static dev.tocsin.routing.flush.Notation.log;
import static dev.tocsin.routing.flush.Notation.members;
import static dev.tocsin.routing.flush.Notation.sent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups and logs are written as {@link Notation} says; {@code -} is none. */
class FlushTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          a new group is announced,                              'A B',   -,           true,  first_notification, 'A B'
          what ended before the first flush is notified with it,     'A b',   -,           true,  first_notification, 'A b'
          the same without ends where they are not wanted,       'A b',   -,           false, first_notification, 'A'
          what was never announced is not closed,                'a b',   -,           true,  never_announced,    -
          nothing happened,                                      'A B',   A B//A B/10, true,  nothing_new,        -
          another alert joins,                                   'A B',   A//A/10,     true,  new_alerts,         'A B'
          an alert joins a group that was closed,                'A b',   /b//10,      true,  first_notification, 'A b'
          one of two ends,                                       'A b',   A B//A B/10, true,  some_resolved,      'A b'
          an end is not notified twice,                              'A b',   A/b/A/10,    true,  nothing_new,        -
          an end is no news where ends are not wanted,           'A b',   A B///10,    false, nothing_new,        -
          an alert that came and went is notified beside others,     'A b',   A//A/10,     true,  some_resolved,      'A b'
          all end,                                               'a b',   A B//A B/10, true,  all_resolved,       'a b'
          the end of all is not notified twice,                      'a b',   /a b//10,    true,  already_closed,     -
          an alert that came and went alone is not notified,         'c',     /a b//10,    true,  already_closed,     -
          all end and ends are not wanted,                       'a b',   A B///10,    false, send_resolved_off,  -
          the repeat interval is just over,                      'A',     A//A/240,    true,  nothing_new,        -
          the repeat interval has passed,                        'A',     A//A/241,    true,  repeat_interval_elapsed, 'A'
          what ended is repeated with what fires,                'A b',   A/b/A/241,   true,  repeat_interval_elapsed, 'A b'
          an ended group is not repeated,                        'a',     /a//241,     true,  already_closed,     -
          all are silenced,                                      'A~ b~', -,           true,  all_silenced,       -
          all are inhibited,                                     'A^ B^', -,           true,  all_inhibited,      -
          all are silenced or inhibited,                         'A~ B^', -,           true,  all_muted,          -
          muted alerts are left out,                             'A B~ C^', -,         true,  first_notification, 'A'
          a group without alerts,                                '',      -,           true,  no_alerts,          -
          """)
  void decide_anyGroup_hasItsReason(
      String why, String members, String log, boolean sendResolved, String reason, String sent) {
    for (FlushPolicy policy : List.of(FlushPolicy.DEFAULT, FlushPolicy.ALERTMANAGER)) {
      Decision decision = decide(members, IntervalState.OPEN, log(log), sendResolved, policy);

      assertThat(decision.reason().code()).as("%s", policy).isEqualTo(reason);
      assertThat(sent(decision)).as("%s", policy).isEqualTo(sent);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          ask 3: an alert ends while it is silenced,                 'a~',     A//A/10,      all_resolved,  resolved, 'a',   all_silenced,  -
          ask 3: an alert ends while it is inhibited,                'a^',     A//A/10,      all_resolved,  resolved, 'a',   all_inhibited, -
          ask 3: another one goes on,                                'A b~',   A B//A B/10,  some_resolved, firing,   'A b', nothing_new,   -
          ask 3: what was not announced is not closed,               'a b~',   A//A/10,      all_resolved,  resolved, 'a',   all_resolved,  'a'
          ask 3: its group was called closed without it,             'b',      /a/B/10,      all_resolved,  resolved, 'b',   already_closed, -
          ask 4: one ends and the other is silenced,                 'a B~',   A B//A B/10,  some_resolved, firing,   'a',   all_resolved,  'a'
          ask 4: its end is not notified twice,                          'a B~',   B/a/B/10,     nothing_new,   -,        -,     all_resolved,  'a'
          ask 4: what is muted is not repeated,                      'a B~',   B/a/B/999,    nothing_new,   -,        -,     all_resolved,  'a'
          ask 4: a muted one that was not announced keeps none open, 'a B~',   A//A/10,      all_resolved,  resolved, 'a',   all_resolved,  'a'
          ask 3 and 4: one ends while both are silenced,             'a~ B~',  A B//A B/10,  some_resolved, firing,   'a',   all_silenced,  -
          """)
  void decide_mutedGroup_isBetterThanAlertmanagers(
      String why,
      String members,
      String log,
      String reason,
      String status,
      String sent,
      String theirReason,
      String theirSent) {
    Decision ours = decide(members, IntervalState.OPEN, log(log), true, FlushPolicy.DEFAULT);
    Decision theirs = decide(members, IntervalState.OPEN, log(log), true, FlushPolicy.ALERTMANAGER);

    assertThat(ours.reason().code()).isEqualTo(reason);
    assertThat(ours instanceof Send send ? send.status().code() : "-").isEqualTo(status);
    assertThat(sent(ours)).isEqualTo(sent);
    assertThat(theirs.reason().code()).isEqualTo(theirReason);
    assertThat(sent(theirs)).isEqualTo(theirSent);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          what is acknowledged is not repeated,             'A+ B+', A B//A B/241, acknowledged,            -,     repeat_interval_elapsed
          it is too early to repeat it in any case,         'A+ B+', A B//A B/10,  nothing_new,             -,     nothing_new
          one is not acknowledged: the group is repeated,   'A+ B',  A B//A B/241, repeat_interval_elapsed, 'A B', repeat_interval_elapsed
          the other one has ended and that was sent,        'A+ b',  A/b/A/241,    acknowledged,            -,     repeat_interval_elapsed
          the other one is muted,                           'A+ B~', A//A/241,     acknowledged,            -,     repeat_interval_elapsed
          a new alert joins,                                'A+ B',  A//A/241,     new_alerts,              'A B', new_alerts
          it was not announced yet,                         'A+',    -,            first_notification,      'A',   first_notification
          one ends,                                         'A+ b',  A B//A B/241, some_resolved,           'A b', some_resolved
          it ends,                                          'a+',    A//A/241,     all_resolved,            'a',   all_resolved
          """)
  void decide_acknowledgedGroup_isNotRepeated(
      String why, String members, String log, String reason, String sent, String theirReason) {
    Decision ours = decide(members, IntervalState.OPEN, log(log), true, FlushPolicy.DEFAULT);
    Decision theirs = decide(members, IntervalState.OPEN, log(log), true, FlushPolicy.ALERTMANAGER);

    assertThat(ours.reason().code()).isEqualTo(reason);
    assertThat(sent(ours)).isEqualTo(sent);
    assertThat(theirs.reason().code()).isEqualTo(theirReason);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          what became overdue since then is notified again,  'A! B',  A B//A B/10, overdue,            'A B'
          that is said once,                                 'A! B',  A B//A B/4,  nothing_new,        -
          and was said by a notification of that moment,     'A!',    A//A/5,      nothing_new,        -
          a new alert says it as well,                       'A! B',  A//A/10,     new_alerts,         'A B'
          so does an end,                                    'A! b',  A B//A B/10, some_resolved,      'A b'
          so does the first notification,                    'A!',    -,           first_notification, 'A'
          it is overdue rather than repeated,                'A!',    A//A/241,    overdue,            'A'
          what has ended is overdue no more,                 'a! B',  B/A/B/10,   nothing_new,        -
          """)
  void decide_overdueAlert_isNotifiedOnceMore(
      String why, String members, String log, String reason, String sent) {
    Decision decision = decide(members, IntervalState.OPEN, log(log), true, FlushPolicy.DEFAULT);

    assertThat(decision.reason().code()).isEqualTo(reason);
    assertThat(sent(decision)).isEqualTo(sent);
  }

  @Test
  void decide_inhibitedAlertThatIsSilencedToo_isHeldByItsInhibitor() {
    Member both = new Member(firing("A"), new Muted(List.of(SILENCE), List.of(INHIBITOR)));
    Flush flush =
        Fixtures.flush(
            NOW,
            List.of(both),
            IntervalState.OPEN,
            List.of(Fixtures.target(true, Optional.empty())));

    assertThat(flush.decide(FlushPolicy.DEFAULT).decisions().getFirst().decision())
        .isEqualTo(
            new Skip(
                SkipReason.ALL_INHIBITED,
                new MutedBy(List.of(), List.of(), List.of(INHIBITOR)),
                Optional.empty()));
  }

  @Test
  void decide_acknowledgedGroup_keepsWhatTheIntegrationKnows() {
    Decision decision =
        decide("A+", IntervalState.OPEN, log("A//A/241"), true, FlushPolicy.DEFAULT);

    assertThat(decision)
        .isEqualTo(new Skip(SkipReason.ACKNOWLEDGED, MutedBy.NOTHING, log("A//A/241")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          outside the active interval,         office, '',    'A',     outside_active_interval, 'office', -
          in a mute interval,                  '',     night, 'A',     in_mute_interval,        'night',  -
          both: the active interval is asked first, office, night, 'A', outside_active_interval, 'office', -
          inhibition is asked before,          office, '',    'A^',    all_inhibited,           '',       -
          the interval is asked before silences, office, '',  'A~',    outside_active_interval, 'office', -
          what was opened is closed,           office, '',    'a B',   some_resolved,           '',       'a'
          what was opened is closed at night,  '',     night, 'a b',   all_resolved,            '',       'a b'
          """)
  void decide_mutedByInterval_namesIt(
      String why,
      String inactive,
      String mute,
      String members,
      String reason,
      String by,
      String sent) {
    IntervalState intervals = new IntervalState(names(inactive), names(mute));
    Decision decision = decide(members, intervals, log("A B//A B/10"), true, FlushPolicy.DEFAULT);

    assertThat(decision.reason().code()).isEqualTo(reason);
    assertThat(decision instanceof Skip skip ? skip.by().intervals() : List.of())
        .isEqualTo(names(by));
    assertThat(sent(decision)).isEqualTo(sent);
  }

  @Test
  void decide_mutedAsAWhole_namesSilencesAndInhibitorsOnce() {
    Skip skip =
        (Skip) decide("A~ B~ C^ D^", IntervalState.OPEN, log("-"), true, FlushPolicy.DEFAULT);

    assertThat(skip.by())
        .isEqualTo(new MutedBy(List.of(), List.of(Fixtures.SILENCE), List.of(Fixtures.INHIBITOR)));
  }

  @Test
  void decide_partlyMuted_saysWhichFireUnseen() {
    Send send =
        (Send) decide("a B~ c~", IntervalState.OPEN, log("A B//A B/10"), true, FlushPolicy.DEFAULT);

    assertThat(send.muted()).containsExactly(Fixtures.fingerprint("B"));
    assertThat(send.log().firing()).isEqualTo(fingerprints("B"));
    assertThat(send.log().open()).isEqualTo(fingerprints("B"));
  }

  @Test
  void decide_send_freezesWhatFiresAndKeepsTheOrder() {
    Send send = (Send) decide("b A C", IntervalState.OPEN, log("-"), true, FlushPolicy.DEFAULT);

    assertThat(send.alerts())
        .extracting(alert -> alert.labels().get("alertname"))
        .containsExactly("A", "B", "C");
    assertThat(send.alerts())
        .extracting(alert -> alert.endsAt().isEmpty())
        .containsExactly(true, false, true);
  }

  @Test
  void decide_send_storesWhatItSaysAndWhatIsOpen() {
    Send send =
        (Send)
            decide("A b C", IntervalState.OPEN, log("A B/d/A B D/10"), true, FlushPolicy.DEFAULT);

    assertThat(send.log())
        .isEqualTo(
            new NotificationLog(fingerprints("A C"), fingerprints("B"), fingerprints("A C"), NOW));
  }

  @Test
  void decide_sendResolvedOff_storesAtOnceThatNothingFires() {
    Skip skip = (Skip) decide("a", IntervalState.OPEN, log("A///10"), false, FlushPolicy.DEFAULT);

    assertThat(skip.log())
        .contains(new NotificationLog(fingerprints(""), fingerprints("A"), fingerprints(""), NOW));
  }

  @Test
  void decide_severalIntegrations_decidesForEachAndKeepsResolvedOnesUntilDelivered() {
    Flush flush =
        Fixtures.flush(
            NOW,
            members("A b"),
            IntervalState.OPEN,
            List.of(
                Fixtures.target(true, log("A B//A B/10")),
                Fixtures.target(false, log("A B///10"))));

    FlushOutcome outcome = flush.decide(FlushPolicy.DEFAULT);

    assertThat(outcome.decisions())
        .extracting(decided -> decided.integration().key() + " " + decided.decision().reason())
        .containsExactly("team/webhook[0] SOME_RESOLVED", "team/webhook[1] NOTHING_NEW");
    assertThat(outcome.departures()).isEqualTo(new Departures(List.of(resolved("B")), true));
    assertThat(outcome.nextFlush()).isEqualTo(NOW.plus(Fixtures.GROUP_INTERVAL));
  }

  @Test
  void decide_nothingToSend_letsResolvedOnesGoAtOnceAlsoMutedOnes() {
    Flush flush =
        Fixtures.flush(
            NOW,
            members("A~ b~"),
            IntervalState.OPEN,
            List.of(Fixtures.target(true, Optional.empty())));

    assertThat(flush.decide(FlushPolicy.DEFAULT).departures())
        .isEqualTo(new Departures(List.of(resolved("B")), false));
  }

  @Test
  void decide_tenThousandAlerts_sendsAll() {
    List<Member> members =
        IntStream.range(0, 10_000)
            .mapToObj(n -> new Member(firing("alert-" + n), Muted.BY_NOTHING))
            .toList();
    Flush flush =
        Fixtures.flush(
            NOW, members, IntervalState.OPEN, List.of(Fixtures.target(true, Optional.empty())));

    Send send = (Send) flush.decide(FlushPolicy.DEFAULT).decisions().getFirst().decision();

    assertThat(send.alerts()).hasSize(10_000);
    assertThat(send.log().open()).hasSize(10_000);
  }

  private static Decision decide(
      String members,
      IntervalState intervals,
      Optional<NotificationLog> log,
      boolean sendResolved,
      FlushPolicy policy) {
    return Fixtures.flush(
            NOW, members(members), intervals, List.of(Fixtures.target(sendResolved, log)))
        .decide(policy)
        .decisions()
        .getFirst()
        .decision();
  }

  private static List<String> names(String names) {
    return names.isEmpty() ? List.of() : List.of(names);
  }
}
