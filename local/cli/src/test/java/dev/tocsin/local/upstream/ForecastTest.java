package dev.tocsin.local.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.upstream.Action.PostAlerts;
import dev.tocsin.local.upstream.Action.Reload;
import dev.tocsin.local.upstream.RouteNode.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final Map<String, String> ALERT = Map.of("alertname", "Disk", "instance", "a");
  private static final Map<String, String> OTHER = Map.of("alertname", "Disk", "instance", "b");

  @Test
  void post_newAlert_isFlushedAfterGroupWaitAndThenAtEachInterval() {
    List<FlushTrain> groups = groups(List.of("alertname"), post(100, ALERT));

    assertThat(groups).hasSize(1);
    assertThat(flushes(groups.getFirst())).containsExactly(600L, 1600L, 2600L);
  }

  @Test
  void post_alertThatIsOlderThanGroupWait_isFlushedAtOnce() {
    List<FlushTrain> groups =
        groups(
            List.of("alertname"),
            new Step(
                ms(1000),
                new PostAlerts(
                    List.of(
                        new AlertPost(ALERT, Map.of(), Optional.of(ms(200)), Optional.empty())))));

    assertThat(groups.getFirst().isImmediate()).isTrue();
    assertThat(flushes(groups.getFirst())).containsExactly(1000L, 2000L);
  }

  @Test
  void post_secondAlertOfAGroup_doesNotMoveItsTimer() {
    List<FlushTrain> groups = groups(List.of("alertname"), post(100, ALERT), post(300, OTHER));

    assertThat(groups).hasSize(1);
    assertThat(groups.getFirst().members()).containsExactlyInAnyOrder(ALERT, OTHER);
    assertThat(flushes(groups.getFirst())).startsWith(600L);
  }

  @Test
  void post_alertsOfDifferentGroupLabels_haveTheirOwnTimers() {
    List<FlushTrain> groups = groups(List.of("..."), post(100, ALERT), post(300, OTHER));

    assertThat(groups.stream().flatMap(group -> flushes(group).limit(1)))
        .containsExactly(600L, 800L);
  }

  @Test
  void reload_youngAlert_waitsAnew() {
    List<FlushTrain> groups =
        groups(
            List.of("alertname"),
            post(100, ALERT),
            new Step(ms(400), new Reload(configuration(List.of("alertname")))));

    assertThat(groups).hasSize(2);
    assertThat(flushes(groups.getFirst())).isEmpty();
    assertThat(flushes(groups.getLast())).startsWith(900L);
  }

  @Test
  void reload_oldAlert_isFlushedAtOnce() {
    List<FlushTrain> groups =
        groups(
            List.of("alertname"),
            post(100, ALERT),
            new Step(ms(1200), new Reload(configuration(List.of("alertname")))));

    assertThat(flushes(groups.getFirst())).containsExactly(600L);
    assertThat(flushes(groups.getLast())).containsExactly(1200L, 2200L);
  }

  private static List<FlushTrain> groups(List<String> groupBy, Step... steps) {
    return Forecast.of(configuration(groupBy), List.of(steps), ms(3000));
  }

  private static Configuration configuration(List<String> groupBy) {
    RouteNode root =
        new RouteNode(
            Optional.of("team"),
            List.of(),
            false,
            Optional.of(groupBy),
            Optional.of(new Timers(ms(500), ms(1000), ms(3500))),
            false,
            List.of(),
            List.of(),
            List.of());
    return new Configuration(ms(300_000), root, List.of(), List.of());
  }

  private static Step post(long at, Map<String, String> labels) {
    return new Step(ms(at), new PostAlerts(List.of(AlertPost.firing(labels))));
  }

  private static Stream<Long> flushes(FlushTrain group) {
    return group.flushes().map(Duration::toMillis);
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
