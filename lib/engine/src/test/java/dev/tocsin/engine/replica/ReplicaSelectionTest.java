package dev.tocsin.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.HighAvailability;
import dev.tocsin.engine.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplicaSelectionTest {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");
  private static final HighAvailability HA = HighAvailability.DEFAULT;

  private static Sample sample(int second, String... labels) {
    return new Sample("up", Labels.of(labels), 1, T.plusSeconds(second));
  }

  private static Sample sent(String replica, int second) {
    return sample(second, "cluster", "eu", "__replica__", replica, "job", "node");
  }

  private static Sample taken(int second) {
    return sample(second, "cluster", "eu", "job", "node");
  }

  private static ReplicaChoice choice(String replica, int second) {
    return new ReplicaChoice(replica, T.plusSeconds(second), Optional.empty());
  }

  private static ReplicaSelection selection(Map<String, ReplicaChoice> stored) {
    return new ReplicaSelection(HA, stored, 10);
  }

  private static List<Sample> take(ReplicaSelection selection, Sample... samples) {
    return selection.take(List.of(samples), T.plusSeconds(1_000));
  }

  @Test
  void take_twoReplicas_takesOneWithoutItsLabel() {
    ReplicaSelection selection = selection(Map.of());

    assertThat(take(selection, sent("a", 0), sent("b", 1), sent("a", 5)))
        .containsExactly(taken(0), taken(5));
    assertThat(selection.dropped()).isOne();
    assertThat(selection.changes())
        .containsExactly(new ChoiceChange("eu", Optional.empty(), choice("a", 5)));
  }

  @Test
  void take_samplesWithoutOneOfTheLabels_areTakenAsTheyAre() {
    ReplicaSelection selection = selection(Map.of("eu", choice("a", 0)));

    assertThat(
            take(
                selection,
                sample(1, "cluster", "eu"),
                sample(2, "__replica__", "b", "job", "node"),
                sample(3, "job", "node")))
        .containsExactly(
            sample(1, "cluster", "eu"), sample(2, "job", "node"), sample(3, "job", "node"));
    assertThat(selection.changes()).isEmpty();
  }

  @Test
  void take_silence_isMeasuredByTheTimesOfSamplesNotByTheClock() {
    ReplicaSelection selection = selection(Map.of());

    assertThat(take(selection, sent("a", 0), sent("b", 29), sent("b", 30), sent("b", 45)))
        .containsExactly(taken(0), taken(30), taken(45));
    assertThat(selection.takeovers())
        .containsExactly(new Takeover("eu", "a", "b", Duration.ofSeconds(30)));
  }

  @Test
  void take_samplesFromTheFuture_areSeenWhenTheyArrive() {
    ReplicaSelection selection = selection(Map.of("eu", choice("a", 0)));

    assertThat(selection.take(List.of(sent("b", 500)), T.plusSeconds(29))).isEmpty();
    assertThat(selection.take(List.of(sent("a", 500)), T.plusSeconds(40)))
        .containsExactly(taken(500));
    assertThat(selection.changes())
        .containsExactly(new ChoiceChange("eu", Optional.of(choice("a", 0)), choice("a", 40)));
  }

  @Test
  void changes_seenALittleLater_areNotStored() {
    ReplicaSelection selection = selection(Map.of("eu", choice("a", 0)));

    take(selection, sent("a", 4));
    assertThat(selection.changes()).isEmpty();

    take(selection, sent("a", 5));
    assertThat(selection.changes())
        .containsExactly(new ChoiceChange("eu", Optional.of(choice("a", 0)), choice("a", 5)));
  }

  @Test
  void take_moreClustersThanMayHaveAChoice_takesAllReplicasOfTheOthers() {
    ReplicaSelection selection = new ReplicaSelection(HA, Map.of("eu", choice("a", 0)), 1);
    Sample[] others =
        Stream.of("us", "ap")
            .flatMap(cluster ->
                Stream.of("a", "b")
                    .map(replica -> sample(1, "cluster", cluster, "__replica__", replica)))
            .toArray(Sample[]::new);

    assertThat(take(selection, others))
        .containsExactly(
            sample(1, "cluster", "us"), sample(1, "cluster", "ap"), sample(1, "cluster", "ap"));
    assertThat(selection.unassigned()).isEqualTo(2);
    assertThat(selection.dropped()).isOne();
    assertThat(take(selection, sent("b", 2))).as("a cluster that has one").isEmpty();
  }

  @Test
  void clusters_ofSamples_areThoseWithBothLabels() {
    assertThat(
            ReplicaSelection.clusters(
                HA,
                Stream.of(
                    sent("a", 0),
                    sample(0, "cluster", "us"),
                    sample(0, "__replica__", "a"),
                    sample(0, "cluster", "ap", "__replica__", "x"))))
        .containsExactlyInAnyOrder("eu", "ap");
  }
}
