package dev.tocsin.engine.replica;

import static dev.tocsin.engine.replica.ReplicaChoice.Decision.DROPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.engine.replica.ReplicaChoice.Decision;
import dev.tocsin.engine.replica.ReplicaChoice.Outcome;
import dev.tocsin.engine.replica.ReplicaChoice.Previous;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaChoiceTest {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration FAILOVER = Duration.ofSeconds(30);

  /**
   * A choice is written as the replica and the second in which it was last seen, after those of the
   * previous one: {@code a5>b40}.
   */
  @ParameterizedTest
  @CsvSource({
    "the first sample of a cluster chooses,                  '',      a,  0, TAKEN,      a0",
    "the one in use is taken and seen,                       a0,      a, 10, TAKEN,      a10",
    "an older sample of it is taken and moves nothing,       a10,     a,  4, TAKEN,      a10",
    "it is taken after a silence too,                        a10,     a, 99, TAKEN,      a99",
    "another one is dropped,                                 a10,     b, 10, DROPPED,    a10",
    "also just before the failover,                          a10,     b, 39, DROPPED,    a10",
    "after the failover it takes over,                       a10,     b, 40, TAKEN_OVER, a10>b40",
    "the previous one is dropped once it comes back,         a10>b40, a, 41, DROPPED,    a10>b40",
    "and after the time at which it was last seen,           a10>b40, a, 11, DROPPED,    a10>b40",
    "what it sent up to then is still taken,                 a10>b40, a, 10, TAKEN,      a10>b40",
    "what the new one sent up to then is not,                a10>b40, b, 10, DROPPED,    a10>b40",
    "what the new one sent in the silence is,                a10>b40, b, 11, TAKEN,      a10>b40",
    "the previous one may take over again,                   a10>b40, a, 70, TAKEN_OVER, b40>a70",
    "so may a third one,                                     a10>b40, c, 70, TAKEN_OVER, b40>c70",
    "a third one is dropped in the time of the previous one, a10>b40, c,  9, DROPPED,    a10>b40",
  })
  void decide_sample_isTakenOfTheReplicaInUse(
      String sentence, String before, String replica, int second, Decision decision, String after) {
    Outcome outcome =
        ReplicaChoice.decide(choice(before), replica, T.plusSeconds(second), FAILOVER);

    assertThat(outcome.decision()).as(sentence).isEqualTo(decision);
    assertThat(Optional.of(outcome.choice())).as(sentence).isEqualTo(choice(after));
  }

  /** A choice as the table writes it; of more than two parts, the last two. */
  static Optional<ReplicaChoice> choice(String text) {
    List<Previous> parts =
        Arrays.stream(text.split(">"))
            .filter(part -> !part.isEmpty())
            .map(part ->
                new Previous(
                    part.substring(0, 1), T.plusSeconds(Long.parseLong(part.substring(1)))))
            .toList();
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ReplicaChoice(
                parts.getLast().replica(),
                parts.getLast().lastSeen(),
                parts.size() == 1 ? Optional.empty() : Optional.of(parts.getFirst())));
  }

  /** Remembers all samples that it took, and finds the replica of a time by searching them. */
  private static final class NaiveChoice {
    private record TakenSample(String replica, Instant time) {}

    private final List<TakenSample> taken = new ArrayList<>();
    private final List<Previous> ended = new ArrayList<>();
    private String inUse = "";

    Decision decide(String replica, Instant time) {
      Optional<String> owner =
          ended.stream()
              .filter(span -> !time.isAfter(span.lastSeen()))
              .map(Previous::replica)
              .findFirst();
      Decision decision = DROPPED;
      if (owner.isPresent()) {
        decision = owner.get().equals(replica) ? Decision.TAKEN : DROPPED;
      } else if (inUse.isEmpty() || inUse.equals(replica)) {
        decision = Decision.TAKEN;
        inUse = replica;
      } else {
        Instant lastSeen =
            taken.stream()
                .filter(seen -> seen.replica().equals(inUse))
                .map(TakenSample::time)
                .max(Instant::compareTo)
                .orElseThrow();
        if (Duration.between(lastSeen, time).compareTo(FAILOVER) >= 0) {
          decision = Decision.TAKEN_OVER;
          ended.add(new Previous(inUse, lastSeen));
          inUse = replica;
        }
      }
      if (decision != DROPPED) {
        taken.add(new TakenSample(replica, time));
      }
      return decision;
    }
  }

  /** Samples may come late by less than the failover, since one previous replica is remembered. */
  @Test
  void decide_anyHistory_isWhatANaiveReadingSaysAndTakesEachTimeFromOneReplica() {
    int takeovers = 0;
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      NaiveChoice naive = new NaiveChoice();
      Optional<ReplicaChoice> choice = Optional.empty();
      Map<Instant, Set<String>> owners = new HashMap<>();
      Instant newest = T;
      String talker = "a";
      for (int n = 0; n < 200; n++) {
        talker = random.nextInt(12) == 0 ? pick(random) : talker;
        String replica = random.nextInt(4) == 0 ? pick(random) : talker;
        newest = newest.plusSeconds(random.nextInt(20) == 0 ? random.nextInt(90) : 3);
        Instant time = newest.minusSeconds(random.nextInt(30));

        Outcome outcome = ReplicaChoice.decide(choice, replica, time, FAILOVER);

        assertThat(outcome.decision())
            .as("seed %d, sample %d of %s at %s", seed, n, replica, time)
            .isEqualTo(naive.decide(replica, time));
        if (outcome.decision() != DROPPED) {
          owners.computeIfAbsent(time, unused -> new HashSet<>()).add(replica);
        }
        takeovers += outcome.decision() == Decision.TAKEN_OVER ? 1 : 0;
        choice = Optional.of(outcome.choice());
      }
      assertThat(owners.values()).as("seed %d", seed).allMatch(replicas -> replicas.size() == 1);
    }
    assertThat(takeovers).isGreaterThan(1_000);
  }

  private static String pick(Random random) {
    return List.of("a", "b", "c").get(random.nextInt(3));
  }
}
