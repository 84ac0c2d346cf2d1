package dev.tocsin.testkit.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.engine.replica.ChoiceChange;
import dev.tocsin.engine.replica.ReplicaChoice;
import dev.tocsin.engine.replica.ReplicaChoice.Previous;
import dev.tocsin.engine.replica.ReplicaChoices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ReplicaChoices} promises. */
public abstract class ReplicaChoicesContract {
  private static final String TOPIC = "metrics";
  private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");
  private static final ReplicaChoice A = new ReplicaChoice("a", T, Optional.empty());
  private static final ReplicaChoice A_LATER =
      new ReplicaChoice("a", T.plusMillis(9_001), Optional.empty());
  private static final ReplicaChoice B =
      new ReplicaChoice("b", T.plusSeconds(30), Optional.of(new Previous("a", T)));

  /** The store under test, empty; always the same one within a test. */
  protected abstract ReplicaChoices choices();

  private boolean change(String cluster, Optional<ReplicaChoice> before, ReplicaChoice after) {
    return choices().change(TOPIC, List.of(new ChoiceChange(cluster, before, after)), T);
  }

  @Test
  void change_newOnesAndKnownOnes_areLoaded() {
    assertThat(change("eu", Optional.empty(), A)).isTrue();
    assertThat(
            choices()
                .change(
                    TOPIC,
                    List.of(
                        new ChoiceChange("us", Optional.empty(), B),
                        new ChoiceChange("eu", Optional.of(A), A_LATER)),
                    T))
        .isTrue();
    assertThat(choices().change("other", List.of(new ChoiceChange("eu", Optional.empty(), B)), T))
        .isTrue();
    assertThat(choices().change(TOPIC, List.of(), T)).isTrue();

    assertThat(choices().load(TOPIC, List.of("us", "eu", "ap")))
        .isEqualTo(Map.of("us", B, "eu", A_LATER));
    assertThat(choices().load(TOPIC, List.of("us"))).containsOnlyKeys("us");
    assertThat(choices().load(TOPIC, List.of())).isEmpty();
    assertThat(choices().count(TOPIC)).isEqualTo(2);
    assertThat(choices().count("none")).isZero();
  }

  @Test
  void change_takeover_keepsThePreviousReplica() {
    assertThat(change("eu", Optional.empty(), A)).isTrue();
    assertThat(change("eu", Optional.of(A), B)).isTrue();

    assertThat(choices().load(TOPIC, List.of("eu"))).isEqualTo(Map.of("eu", B));
  }

  @Test
  void change_decidedOnWhatNoLongerHolds_isRefused() {
    assertThat(change("eu", Optional.empty(), A)).isTrue();
    assertThat(change("eu", Optional.empty(), B)).as("it has one").isFalse();
    assertThat(change("eu", Optional.of(A), A_LATER)).isTrue();
    assertThat(change("eu", Optional.of(A), B)).as("the silent one was seen").isFalse();
    assertThat(change("us", Optional.of(A), A_LATER)).as("it has none").isFalse();
  }

  @Test
  void change_seenByTwoBatches_keepsTheLaterTime() {
    assertThat(change("eu", Optional.empty(), A)).isTrue();
    assertThat(change("eu", Optional.of(A), A_LATER)).isTrue();
    assertThat(change("eu", Optional.of(A), new ReplicaChoice("a", T.plusSeconds(8), A.previous())))
        .isTrue();

    assertThat(choices().load(TOPIC, List.of("eu"))).isEqualTo(Map.of("eu", A_LATER));
  }

  /** Of many who choose for the same clusters at once, in any order, one succeeds. */
  @Test
  void change_byManyAtOnce_isMadeByOneAndNobodyWaitsForever() throws Exception {
    List<String> clusters = IntStream.range(0, 20).mapToObj(number -> "c" + number).toList();
    List<Future<Boolean>> made = new ArrayList<>();
    try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
      for (int writer = 0; writer < 8; writer++) {
        List<String> order = new ArrayList<>(clusters);
        Collections.rotate(order, writer * 3);
        ReplicaChoice own = new ReplicaChoice("r" + writer, T, Optional.empty());
        made.add(
            writers.submit(() ->
                choices()
                    .change(
                        TOPIC,
                        order.stream()
                            .map(cluster -> new ChoiceChange(cluster, Optional.empty(), own))
                            .toList(),
                        T)));
      }
      Stream<Boolean> results = made.stream().map(ReplicaChoicesContract::result);
      assertThat(results.filter(succeeded -> succeeded)).hasSize(1);
    }
    assertThat(choices().load(TOPIC, clusters)).hasSize(20);
    assertThat(choices().load(TOPIC, clusters).values())
        .containsOnly(choices().load(TOPIC, List.of("c0")).get("c0"));
  }

  private static boolean result(Future<Boolean> change) {
    try {
      return change.get(60, TimeUnit.SECONDS);
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }
}
