package dev.tocsin.core.breaker;

import static dev.tocsin.core.breaker.Outcome.FAILURE;
import static dev.tocsin.core.breaker.Outcome.NEITHER;
import static dev.tocsin.core.breaker.Outcome.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tocsin.core.breaker.Breaker.Closed;
import dev.tocsin.core.breaker.Breaker.HalfOpen;
import dev.tocsin.core.breaker.Breaker.Open;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the tables is a sentence about the breaker. */
class BreakerPolicyTest {
  private static final BreakerPolicy POLICY = BreakerPolicy.STANDARD;
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant IN_A_MINUTE = NOW.plusSeconds(60);
  private static final Instant SLOT_END = NOW.plusSeconds(30);
  private static final Optional<Instant> FREE = Optional.empty();

  static Stream<Arguments> outcomes() {
    Breaker four = new Closed(7, 4);
    Breaker open = new Open(8, IN_A_MINUTE);
    Breaker probing = new HalfOpen(9, 0, Optional.of(SLOT_END));
    Breaker probingAgain = new HalfOpen(9, 1, Optional.of(SLOT_END));
    return Stream.of(
        arguments("a first failure is counted", Breaker.NEW, 0, FAILURE, new Closed(0, 1)),
        arguments("the fifth failure in a row opens", four, 7, FAILURE, open),
        arguments("a success forgets the failures", four, 7, SUCCESS, new Closed(7, 0)),
        arguments("a refusal is no failure and no success", four, 7, NEITHER, four),
        arguments("a failure of an older epoch says nothing", four, 6, FAILURE, four),
        arguments("a success of an older epoch says nothing", four, 6, SUCCESS, four),
        arguments("what was sent before it opened says nothing", open, 7, SUCCESS, open),
        arguments("open: not even an outcome of this epoch", open, 8, SUCCESS, open),
        arguments(
            "the first successful probe frees the slot",
            probing,
            9,
            SUCCESS,
            new HalfOpen(9, 1, FREE)),
        arguments("the second one closes", probingAgain, 9, SUCCESS, new Closed(10, 0)),
        arguments("a failed probe opens again", probing, 9, FAILURE, new Open(10, IN_A_MINUTE)),
        arguments(
            "a failed probe after a good one opens again",
            probingAgain,
            9,
            FAILURE,
            new Open(10, IN_A_MINUTE)),
        arguments(
            "a refused probe frees the slot and counts for nothing",
            probingAgain,
            9,
            NEITHER,
            new HalfOpen(9, 1, FREE)),
        arguments(
            "a probe whose slot went to another one", probingAgain, 8, FAILURE, probingAgain));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outcomes")
  void after_outcome_isAsTheSentenceSays(
      String sentence, Breaker before, long epoch, Outcome outcome, Breaker after) {
    assertThat(POLICY.after(before, epoch, outcome, NOW)).as(sentence).isEqualTo(after);
  }

  static Stream<Arguments> admissions() {
    Breaker open = new Open(3, NOW);
    Breaker openYet = new Open(3, NOW.plusMillis(1));
    return Stream.of(
        arguments("closed: all pass", new Closed(3, 4), new Admission.Free(3)),
        arguments("open: none pass", openYet, new Admission.Blocked(NOW.plusMillis(1))),
        arguments("open for long enough: a probe", open, probe(4, 0)),
        arguments("half-open, slot free: a probe", new HalfOpen(5, 1, FREE), probe(6, 1)),
        arguments(
            "half-open, slot taken: none",
            new HalfOpen(5, 1, Optional.of(SLOT_END)),
            new Admission.Probing(SLOT_END)),
        arguments(
            "half-open, slot expired: another probe",
            new HalfOpen(5, 1, Optional.of(NOW)),
            probe(6, 1)));
  }

  private static Admission probe(long epoch, int successes) {
    return new Admission.Probe(new HalfOpen(epoch, successes, Optional.of(SLOT_END)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("admissions")
  void admit_breaker_isAsTheSentenceSays(String sentence, Breaker breaker, Admission admission) {
    assertThat(POLICY.admit(breaker, NOW)).as(sentence).isEqualTo(admission);
  }

  @Test
  void after_successWithNothingToReset_isTheVeryBreaker() {
    Breaker breaker = new Closed(3, 0);
    assertThat(POLICY.after(breaker, 3, SUCCESS, NOW)).isSameAs(breaker);
  }

  @Test
  void ofState_changeWithinAState_isNone() {
    Breaker closed = new Closed(3, 0);
    assertThat(new BreakerStore.Change(closed, new Closed(3, 1)).ofState()).isFalse();
    assertThat(new BreakerStore.Change(closed, new Open(4, NOW)).ofState()).isTrue();
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /**
   * The oracle replays the whole history each time: no counters, no epochs, but who was sent when.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void admitAndAfter_anyHistory_agreeWithTheOracle(int seed) {
    Random random = new Random(seed);
    BreakerPolicy policy = new BreakerPolicy(3, Duration.ofSeconds(10), 2, Duration.ofSeconds(4));
    Breaker breaker = Breaker.NEW;
    Oracle oracle = new Oracle(policy);
    List<Sent> underWay = new ArrayList<>();
    Instant now = NOW;
    for (int step = 0; step < 300; step++) {
      now = now.plusMillis(random.nextInt(3000));
      if (random.nextBoolean() || underWay.isEmpty()) {
        Admission admission = policy.admit(breaker, now);
        boolean passes =
            admission instanceof Admission.Free || admission instanceof Admission.Probe;
        assertThat(passes).as("seed %d step %d", seed, step).isEqualTo(oracle.passes(now));
        if (admission instanceof Admission.Free free) {
          underWay.add(new Sent(oracle.sent(now), free.epoch()));
        } else if (admission instanceof Admission.Probe probe) {
          breaker = probe.next();
          underWay.add(new Sent(oracle.sent(now), probe.epoch()));
        }
      } else {
        Sent sent = underWay.remove(random.nextInt(underWay.size()));
        Outcome outcome = List.of(SUCCESS, FAILURE, NEITHER).get(random.nextInt(3));
        breaker = policy.after(breaker, sent.epoch(), outcome, now);
        oracle.answered(sent.number(), outcome, now);
      }
      assertThat(breaker.code()).as("seed %d step %d", seed, step).isEqualTo(oracle.state());
    }
  }

  /** A request under way. */
  private record Sent(int number, long epoch) {}

  /** A breaker's life as a story: which requests belong to the present phase, and what they did. */
  private static final class Oracle {
    private final BreakerPolicy policy;
    private final List<Integer> ofThisPhase = new ArrayList<>();
    private final List<Outcome> inThisPhase = new ArrayList<>();
    private String state = "closed";
    private Instant openedAt = Instant.EPOCH;
    private Instant probedAt = Instant.EPOCH;
    private int probe = -1;
    private int requests;

    Oracle(BreakerPolicy policy) {
      this.policy = policy;
    }

    String state() {
      return state;
    }

    boolean passes(Instant now) {
      return switch (state) {
        case "closed" -> true;
        case "open" -> !now.isBefore(openedAt.plus(policy.openFor()));
        default -> probe < 0 || !now.isBefore(probedAt.plus(policy.probeSlot()));
      };
    }

    int sent(Instant now) {
      int number = requests++;
      if (state.equals("open")) {
        enter("half_open");
      }
      if (state.equals("half_open")) {
        probe = number;
        probedAt = now;
      }
      ofThisPhase.add(number);
      return number;
    }

    void answered(int number, Outcome outcome, Instant now) {
      boolean counts = state.equals("half_open") ? number == probe : ofThisPhase.contains(number);
      if (!counts) {
        return;
      }
      probe = -1;
      if (outcome != NEITHER) {
        inThisPhase.add(outcome);
      }
      if (lastAre(FAILURE, state.equals("half_open") ? 1 : policy.failures())) {
        enter("open");
        openedAt = now;
      } else if (state.equals("half_open") && lastAre(SUCCESS, policy.successes())) {
        enter("closed");
      }
    }

    private boolean lastAre(Outcome outcome, int count) {
      int size = inThisPhase.size();
      return size >= count
          && inThisPhase.subList(size - count, size).stream().allMatch(o -> o == outcome);
    }

    private void enter(String phase) {
      state = phase;
      probe = -1;
      ofThisPhase.clear();
      inThisPhase.clear();
    }
  }
}
