package dev.tocsin.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.engine.rule.ActiveHours;
import dev.tocsin.engine.rule.ActiveHours.TimeRange;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.Patience;
import dev.tocsin.engine.rule.Timing;
import dev.tocsin.engine.rule.Timing.OnNoData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The life cycle as docs/rules.md describes it: each row is a sentence of it, a history, and the
 * transitions that follow. Times are seconds; the evaluation schedule has a step of 15 s, a bucket
 * of the dedup key 900 s.
 *
 * <ul>
 *   <li>A timing has the defaults {@code duration=0 keep=0 cooldown=300 repeat=COOLDOWN stale=300
 *       then=resolve}; {@code stale=grows} where the rule does not say it. {@code
 *       active=00:00-00:01} are the rule's active hours: the first minute of the day.
 *   <li>A history is made of {@code 10 true}, {@code 10 false}, {@code 10 between} (a value between
 *       both thresholds), {@code 10 none}, {@code 10 infinite} (a value that is not finite), {@code
 *       10 time} (the watermark is there), {@code 10 deployed} (the watermark was there before the
 *       rule had these times), {@code 10 changed}, {@code 10 removed} and {@code 10 silent} (no
 *       sample for {@code forget_after}).
 *   <li>A transition is {@code 10 duration_met #2 k0}: when, why, and of a firing its fire count
 *       and dedup key. One that is notified has a {@code !}, one of a key that comes back after no
 *       data a {@code <}.
 * </ul>
 */
class LifeCycleTableTest {
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final double VALUE = 91.5;
  private static final Optional<Double> ABOVE = Optional.of(VALUE + 1);

  private static final Map<Reason, Phase> LEADS_TO =
      Map.of(
          Reason.CONDITION_MET, Phase.PENDING,
          Reason.DURATION_MET, Phase.FIRING,
          Reason.REFIRED, Phase.FIRING,
          Reason.CONDITION_CLEARED, Phase.RESOLVED,
          Reason.INACTIVE, Phase.RESOLVED,
          Reason.NO_DATA, Phase.RESOLVED,
          Reason.FORGOTTEN, Phase.RESOLVED,
          Reason.RULE_CHANGED, Phase.RESOLVED,
          Reason.RULE_REMOVED, Phase.RESOLVED);

  private static final Set<Reason> HAS_VALUE =
      Set.of(
          Reason.CONDITION_MET,
          Reason.DURATION_MET,
          Reason.REFIRED,
          Reason.CONDITION_CLEARED,
          Reason.INACTIVE,
          Reason.FORGOTTEN);

  private AlertKeyState key = AlertKeyState.NONE;
  private Instant evaluatedUntil = Instant.EPOCH.minusMillis(1);
  private final List<Transition> transitions = new ArrayList<>();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          A true result makes an alert key pending               | duration=60           | 5 true                               | 5 condition_met                                                                                                | pending
          With duration 0 it fires at once                       |                       | 5 true                               | 5 condition_met; 5 duration_met #1 k0 !                                                                        | firing
          A false result begins nothing                          |                       | 5 false                              |                                                                                                                | none
          No result begins nothing                               |                       | 5 none                               |                                                                                                                | none
          A true result whose value is not finite is none        |                       | 5 infinite                           |                                                                                                                | none
          Before duration has passed the key stays pending       | duration=60           | 0 true; 59 true                      | 0 condition_met                                                                                                | pending
          Duration after the first true result the key fires     | duration=60           | 0 true; 59 true; 60 true             | 0 condition_met; 60 duration_met #1 k0 !                                                                       | firing
          It fires at a result, not when the time has come       | duration=60           | 0 true; 80 time; 95 true             | 0 condition_met; 95 duration_met #1 k0 !                                                                       | firing
          A false result ends the run without a notification     | duration=60           | 0 true; 59 false                     | 0 condition_met; 59 condition_cleared                                                                          | resolved
          Duration counts from the first of an unbroken run      | duration=60           | 0 true; 30 false; 40 true; 99 true   | 0 condition_met; 30 condition_cleared; 40 condition_met                                                        | pending
          A new run fires after its own duration                 | duration=60           | 0 true; 30 false; 40 true; 100 true  | 0 condition_met; 30 condition_cleared; 40 condition_met; 100 duration_met #1 k0 !                              | firing
          No result does not end a run                           | duration=60           | 0 true; 30 none; 60 true             | 0 condition_met; 60 duration_met #1 k0 !                                                                       | firing
          A value that is not finite does not end a run          | duration=60           | 0 true; 30 infinite; 60 true         | 0 condition_met; 60 duration_met #1 k0 !                                                                       | firing

          A false result resolves a firing key                   |                       | 0 true; 10 false                     | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !                                                | resolved
          No result leaves a firing key as it is                 |                       | 0 true; 10 none                      | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          A false result resolves nothing twice                  |                       | 0 true; 10 false; 20 false           | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !                                                | resolved
          Until keep_firing_for it stays firing                  | keep=60               | 0 true; 59 false                     | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          keep_firing_for after the last true result it resolves | keep=60               | 0 true; 59 false; 60 false           | 0 condition_met; 0 duration_met #1 k0 !; 60 condition_cleared !                                                | resolved
          keep_firing_for counts from the last true result       | keep=60               | 0 true; 40 false; 50 true; 109 false | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          keep_firing_for counts true results while pending      | keep=60 duration=30   | 0 true; 40 true; 99 false            | 0 condition_met; 40 duration_met #1 k0 !                                                                       | firing
          keep_firing_for does not keep a pending key            | keep=60 duration=30   | 0 true; 20 false                     | 0 condition_met; 20 condition_cleared                                                                          | resolved

          Between both thresholds a key does not begin           |                       | 0 between                            |                                                                                                                | none
          There a pending key ends                               | duration=60           | 0 true; 30 between                   | 0 condition_met; 30 condition_cleared                                                                          | resolved
          There a firing key goes on firing                      |                       | 0 true; 10 between                   | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          Beyond the second threshold it is resolved             |                       | 0 true; 10 between; 20 false         | 0 condition_met; 0 duration_met #1 k0 !; 20 condition_cleared !                                                | resolved
          And begins again beyond the first one only             | cooldown=0            | 0 true; 10 false; 20 between         | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !                                                | resolved
          keep_firing_for counts from there                      | keep=60               | 0 true; 40 between; 99 false         | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          So does what repeats an alert                          | repeat=60             | 0 true; 60 between                   | 0 condition_met; 0 duration_met #1 k0 !; 60 refired #2 k0 !                                                    | firing
          And patience                                           |                       | 0 true; 200 between; 500 time        | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing

          Within its active hours a rule is as any other         | active=00:00-00:01    | 0 true; 59 true                      | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          Outside of them a true result begins nothing           | active=00:00-00:01    | 60 true                              |                                                                                                                | none
          A true result there ends a pending key                 | active=00:00-00:01 duration=60 | 0 true; 60 true                      | 0 condition_met; 60 inactive                                                                                   | resolved
          It resolves a firing key                               | active=00:00-00:01    | 0 true; 60 true                      | 0 condition_met; 0 duration_met #1 k0 !; 60 inactive !                                                         | resolved
          So does one between both thresholds                    | active=00:00-00:01    | 0 true; 60 between                   | 0 condition_met; 0 duration_met #1 k0 !; 60 inactive !                                                         | resolved
          A false result there ends it as anywhere               | active=00:00-00:01    | 0 true; 60 false                     | 0 condition_met; 0 duration_met #1 k0 !; 60 condition_cleared !                                                | resolved
          No result changes nothing there                        | active=00:00-00:01    | 0 true; 60 none                      | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          It stays firing until a result comes                   | active=00:00-00:01    | 0 true; 299 time                     | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          keep_firing_for counts from the last time it held      | active=00:00-00:01 keep=90 | 0 true; 30 true; 119 true            | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          After that it is resolved                              | active=00:00-00:01 keep=90 | 0 true; 30 true; 119 true; 120 true  | 0 condition_met; 0 duration_met #1 k0 !; 120 inactive !                                                        | resolved
          A result there is data                                 | active=00:00-00:01 keep=600 | 0 true; 60 true; 301 time            | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          Nothing is repeated there                              | active=00:00-00:01 keep=600 repeat=60 | 0 true; 60 true                      | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          When they begin duration begins                        | active=00:01-24:00 duration=60 | 30 true; 60 true; 119 true; 120 true | 60 condition_met; 120 duration_met #1 k0 !                                                                     | firing

          Within cooldown a firing key is not notified again     |                       | 0 true; 299 true                     | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          Cooldown after the last firing it fires again          |                       | 0 true; 300 true                     | 0 condition_met; 0 duration_met #1 k0 !; 300 refired #2 k0 !                                                   | firing
          Cooldown counts from the last refire                   |                       | 0 true; 310 true; 609 true; 610 true | 0 condition_met; 0 duration_met #1 k0 !; 310 refired #2 k0 !; 610 refired #3 k0 !                              | firing
          An alert that stays firing keeps its dedup key         | cooldown=600          | 800 true; 1400 true                  | 800 condition_met; 800 duration_met #1 k0 !; 1400 refired #2 k0 !                                              | firing
          With cooldown 0 it never fires again by itself         | cooldown=0            | 0 true; 299 true                     | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          With repeat_interval 0 it fires only once while it holds | repeat=0              | 0 true; 300 true; 9000 true          | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          And cooldown still holds the next firing back          | repeat=0              | 0 true; 10 false; 20 true; 299 true  | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !; 20 condition_met                              | pending
          It is repeated by repeat_interval, not by cooldown     | repeat=600            | 0 true; 599 true; 600 true           | 0 condition_met; 0 duration_met #1 k0 !; 600 refired #2 k0 !                                                   | firing
          Also where repeat_interval is less than cooldown       | repeat=60             | 0 true; 59 true; 60 true             | 0 condition_met; 0 duration_met #1 k0 !; 60 refired #2 k0 !                                                    | firing
          With cooldown 0 it is repeated where repeat_interval says so | cooldown=0 repeat=60  | 0 true; 60 true                      | 0 condition_met; 0 duration_met #1 k0 !; 60 refired #2 k0 !                                                    | firing
          Cooldown counts from the last repetition               | repeat=60             | 0 true; 60 true; 70 false; 359 true; 360 true | 0 condition_met; 0 duration_met #1 k0 !; 60 refired #2 k0 !; 70 condition_cleared !; 359 condition_met; 360 duration_met #3 k0 ! | firing
          A key that only cooldown holds back stays pending      |                       | 0 true; 10 false; 20 true; 299 true  | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !; 20 condition_met                              | pending
          It fires cooldown after the last firing                |                       | 0 true; 10 false; 20 true; 300 true  | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !; 20 condition_met; 300 duration_met #2 k0 !    | firing
          With cooldown 0 it fires as soon as it is true anew    | cooldown=0            | 0 true; 10 false; 20 true            | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !; 20 condition_met; 20 duration_met #2 k0 !     | firing
          Another firing with the same dedup key continues it    | cooldown=60           | 0 true; 10 false; 899 true           | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !; 899 condition_met; 899 duration_met #2 k0 !   | firing
          Another dedup key begins another alert                 | cooldown=60           | 0 true; 10 false; 900 true           | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !; 900 condition_met; 900 duration_met #1 k900 ! | firing

          Until stale_after nothing happens                      |                       | 5 true; 306 time                     | 5 condition_met; 5 duration_met #1 k0 !                                                                        | firing
          No data ends at an evaluation time that has passed     |                       | 5 true; 315 time                     | 5 condition_met; 5 duration_met #1 k0 !                                                                        | firing
          No result for stale_after resolves a firing key        |                       | 5 true; 316 time                     | 5 condition_met; 5 duration_met #1 k0 !; 315 no_data !                                                         | resolved
          It resolves at the evaluation time itself              |                       | 15 true; 316 time                    | 15 condition_met; 15 duration_met #1 k0 !; 315 no_data !                                                       | resolved
          No result for stale_after resolves a pending key       | duration=900          | 5 true; 316 time                     | 5 condition_met; 315 no_data                                                                                   | resolved
          The age of the last result counts, a false one too     | keep=600              | 0 true; 200 false; 500 time          | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          A result that is none is no data                       |                       | 0 true; 200 none; 301 time           | 0 condition_met; 0 duration_met #1 k0 !; 300 no_data !                                                         | resolved
          A true result is data                                  |                       | 0 true; 200 true; 510 time; 511 time | 0 condition_met; 0 duration_met #1 k0 !; 510 no_data !                                                         | resolved
          A true result is data for a pending key                | duration=900          | 0 true; 200 true; 510 time; 511 time | 0 condition_met; 510 no_data                                                                                   | resolved
          A firing key outlives its data by keep_firing_for        | keep=600              | 0 true; 600 time                     | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          Then no data resolves it                               | keep=600              | 0 true; 601 time                     | 0 condition_met; 0 duration_met #1 k0 !; 600 no_data !                                                         | resolved
          keep_firing_for counts from the last true result       | keep=600              | 0 true; 190 true; 200 false; 795 time | 0 condition_met; 0 duration_met #1 k0 !                                                                       | firing
          A pending key does not outlive its data                | keep=600 duration=900 | 0 true; 301 time                     | 0 condition_met; 300 no_data                                                                                   | resolved
          on_no_data keep keeps a firing key                     | then=keep             | 0 true; 86400 time                   | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          on_no_data keep does not keep a pending key            | then=keep duration=60 | 0 true; 301 time                     | 0 condition_met; 300 no_data                                                                                   | resolved
          stale_after may be less than a step of the schedule    | stale=1               | 0 true; 16 time                      | 0 condition_met; 0 duration_met #1 k0 !; 15 no_data !                                                          | resolved
          Unless stale_after is said it is at least 5 min        | stale=grows           | 0 true; 300 time                     | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          After 5 min of one result there is no data             | stale=grows           | 0 true; 301 time                     | 0 condition_met; 0 duration_met #1 k0 !; 300 no_data !                                                         | resolved
          It is three times the time between two results         | stale=grows           | 0 true; 200 true; 800 time           | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          After three times there is no data                     | stale=grows           | 0 true; 200 true; 811 time           | 0 condition_met; 0 duration_met #1 k0 !; 810 no_data !                                                         | resolved
          Between the last two of them                           | stale=grows           | 0 true; 200 true; 210 true; 511 time | 0 condition_met; 0 duration_met #1 k0 !; 510 no_data !                                                         | resolved
          At different times                                     | stale=grows           | 0 true; 200 true; 200 true; 800 time | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing
          A false result counts as well                          | stale=grows keep=3600 | 0 true; 200 false; 3601 time         | 0 condition_met; 0 duration_met #1 k0 !; 3600 no_data !                                                        | resolved
          It is 24 h at most                                     | stale=grows           | 0 true; 100 true; 90000 true; 176401 time | 0 condition_met; 0 duration_met #1 k0 !; 90000 refired #2 k0 !; 176400 no_data !                         | resolved
          What comes back after no data is known to be rare      | stale=grows duration=900 | 0 true; 301 time; 600 true; 2400 time | 0 condition_met; 300 no_data; 600 condition_met <                                                      | pending
          And its next results need not come sooner              | stale=grows duration=900 | 0 true; 301 time; 600 true; 1200 true; 1800 true | 0 condition_met; 300 no_data; 600 condition_met <; 1800 duration_met #1 k1800 !            | firing
          Where its condition cleared that is forgotten          | stale=grows duration=900 | 0 true; 200 false; 400 true; 706 time | 0 condition_met; 200 condition_cleared; 400 condition_met; 705 no_data                                 | resolved
          Results of a resolved key do not count                 | stale=grows duration=900 | 0 true; 301 time; 500 false; 600 true; 2101 time | 0 condition_met; 300 no_data; 600 condition_met <                                          | pending
          An evaluation time is evaluated once                   |                       | 0 true; 700 deployed; 721 time       | 0 condition_met; 0 duration_met #1 k0 !; 705 no_data !                                                         | resolved
          One that was evaluated is not evaluated again          |                       | 0 true; 705 deployed; 720 time       | 0 condition_met; 0 duration_met #1 k0 !                                                                        | firing

          A resolved key is remembered for 15 min                |                       | 0 true; 10 false; 915 time           | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !                                                | resolved
          After 15 min it forgets its history                    |                       | 0 true; 10 false; 916 time           | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !                                                | none
          A longer cooldown is remembered                        | cooldown=3600         | 0 true; 10 false; 3615 time          | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !                                                | resolved
          After that cooldown it forgets its history             | cooldown=3600         | 0 true; 10 false; 3616 time          | 0 condition_met; 0 duration_met #1 k0 !; 10 condition_cleared !                                                | none
          No data and forgetting follow in one stretch of time   |                       | 0 true; 1201 time                    | 0 condition_met; 0 duration_met #1 k0 !; 300 no_data !                                                         | none
          Time does nothing to a key without a history           |                       | 9999 time                            |                                                                                                                | none

          The rule changed: a firing key is resolved             |                       | 0 true; 7 changed                    | 0 condition_met; 0 duration_met #1 k0 !; 7 rule_changed !                                                      | none
          The rule was removed: a firing key is resolved         |                       | 0 true; 7 removed                    | 0 condition_met; 0 duration_met #1 k0 !; 7 rule_removed !                                                      | none
          The rule changed: a pending key is forgotten           | duration=60           | 0 true; 7 changed                    | 0 condition_met                                                                                                | none
          The rule was removed: a resolved key is forgotten      |                       | 0 true; 5 false; 7 removed           | 0 condition_met; 0 duration_met #1 k0 !; 5 condition_cleared !                                                 | none
          No sample for forget_after resolves a firing key       |                       | 0 true; 7 silent                     | 0 condition_met; 0 duration_met #1 k0 !; 7 forgotten !                                                         | none
          No sample for forget_after resolves a pending key      | duration=60           | 0 true; 7 silent                     | 0 condition_met; 7 forgotten                                                                                   | none
          No sample for forget_after forgets a resolved key      |                       | 0 true; 5 false; 7 silent            | 0 condition_met; 0 duration_met #1 k0 !; 5 condition_cleared !                                                 | none
          """)
  void history_ofOneKey_bringsTheseTransitions(
      String sentence,
      @Nullable String timing,
      String history,
      @Nullable String expected,
      String phase) {
    Timing times = timing(timing);

    for (String event : history.split("; ", -1)) {
      String[] parts = event.split(" ", -1);
      take(parts[1], Instant.ofEpochSecond(Long.parseLong(parts[0])), times);
    }

    assertThat(transitions.stream().map(LifeCycleTableTest::text).toList())
        .as(sentence)
        .isEqualTo(expected == null ? List.of() : List.of(expected.split("; ", -1)));
    assertThat(key.phase().code()).as(sentence).isEqualTo(phase);
    assertThat(key.alive()).as(sentence).isEqualTo(List.of("pending", "firing").contains(phase));
    assertDueIsWhenTimeChangesIt(sentence, times);
  }

  private void take(String event, Instant at, Timing timing) {
    Step step =
        switch (event) {
          case "true" -> evaluate(timing, ConditionResult.of(true, VALUE), at);
          case "false" -> evaluate(timing, ConditionResult.of(false, VALUE), at);
          case "between" ->
              evaluate(timing, ConditionResult.compared(VALUE, Operator.LESS, VALUE, ABOVE), at);
          case "none" -> evaluate(timing, ConditionResult.NONE, at);
          case "infinite" ->
              evaluate(timing, ConditionResult.of(true, Double.POSITIVE_INFINITY), at);
          case "time" -> LifeCycle.passTime(key, timing, STEP, evaluatedUntil, at);
          case "deployed" -> Step.stay(key);
          case "changed" -> LifeCycle.end(key, Reason.RULE_CHANGED, at);
          case "removed" -> LifeCycle.end(key, Reason.RULE_REMOVED, at);
          case "silent" -> LifeCycle.forget(key, at, VALUE);
          default -> throw new IllegalArgumentException(event);
        };
    if (event.equals("time") || event.equals("deployed")) {
      evaluatedUntil = at.minusMillis(event.equals("time") ? 1 : 0);
    }
    Phase phase = key.phase();
    Optional<AlertKeyState.Firing> firing = key.lastFiring();
    for (Transition transition : step.transitions()) {
      assertThat(transition.from()).isEqualTo(phase);
      phase = transition.to();
      if (phase != Phase.FIRING) {
        assertThat(transition.firing()).as("last firing").isEqualTo(firing);
      }
      firing = transition.firing();
    }
    key = step.state();
    transitions.addAll(step.transitions());
  }

  private Step evaluate(Timing timing, ConditionResult result, Instant at) {
    return LifeCycle.evaluate(
        key,
        timing,
        result,
        at,
        fired -> new DedupKey("k" + Math.floorDiv(fired.getEpochSecond(), 900) * 900));
  }

  /** Stores look up keys by {@code due}: time must change a key there, and not before. */
  private void assertDueIsWhenTimeChangesIt(String sentence, Timing timing) {
    Optional<Instant> due = LifeCycle.due(key, timing, STEP, evaluatedUntil);
    Instant until = due.orElse(Instant.ofEpochSecond(1_000_000));
    assertThat(LifeCycle.passTime(key, timing, STEP, evaluatedUntil, until))
        .as("%s; before it is due", sentence)
        .isEqualTo(Step.stay(key));
    due.ifPresent(at ->
        assertThat(LifeCycle.passTime(key, timing, STEP, evaluatedUntil, at.plusMillis(1)).state())
            .as("%s; when it is due", sentence)
            .isNotEqualTo(key));
  }

  private static String text(Transition step) {
    assertThat(step.to())
        .as("where %s leads", step.reason())
        .isEqualTo(LEADS_TO.get(step.reason()));
    assertThat(step.value())
        .as("value at %s", step.reason())
        .isEqualTo(HAS_VALUE.contains(step.reason()) ? VALUE : null);
    return "%d %s%s%s"
        .formatted(
            step.at().getEpochSecond(),
            step.reason().code(),
            step.to() == Phase.FIRING
                ? step.firing().map(f -> " #" + f.fireCount() + " " + f.dedupKey()).orElseThrow()
                : "",
            step.emitted() ? " !" : step.cameBack() ? " <" : "");
  }

  private static Timing timing(@Nullable String text) {
    Map<String, String> times =
        new TreeMap<>(
            Map.of(
                "duration",
                "0",
                "keep",
                "0",
                "cooldown",
                "300",
                "stale",
                "300",
                "then",
                "resolve"));
    if (text != null) {
      times.putAll(
          Arrays.stream(text.split(" ", -1))
              .map(part -> part.split("=", -1))
              .collect(Collectors.toMap(part -> part[0], part -> part[1])));
    }
    return new Timing(
        seconds(times, "duration"),
        seconds(times, "keep"),
        seconds(times, "cooldown"),
        seconds(times, times.containsKey("repeat") ? "repeat" : "cooldown"),
        "grows".equals(times.get("stale"))
            ? new Patience(Duration.ofMinutes(5), true)
            : Patience.of(seconds(times, "stale")),
        "keep".equals(times.get("then")) ? OnNoData.KEEP : OnNoData.RESOLVE,
        Optional.ofNullable(times.get("active"))
            .map(hours ->
                new ActiveHours(
                    List.of(TimeRange.parse(hours)), List.of(), ActiveHours.DEFAULT_LOCATION))
            .orElse(ActiveHours.ALWAYS));
  }

  private static Duration seconds(Map<String, String> times, String name) {
    return Duration.ofSeconds(Long.parseLong(times.getOrDefault(name, "0")));
  }
}
