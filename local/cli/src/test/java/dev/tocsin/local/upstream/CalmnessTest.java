package dev.tocsin.local.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.local.upstream.Action.Checkpoint;
import dev.tocsin.local.upstream.Action.PostAlerts;
import dev.tocsin.local.upstream.Action.PutSilence;
import dev.tocsin.local.upstream.Action.Reload;
import dev.tocsin.local.upstream.LabelMatcher.Operator;
import dev.tocsin.local.upstream.RouteNode.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One group is first flushed at 600 ms, and then each second. */
class CalmnessTest {
  private static final Map<String, String> ALERT = Map.of("alertname", "Disk");
  private static final Map<String, String> OTHER = Map.of("alertname", "Load");
  private static final Step FIRST = post(100, ALERT);

  static Stream<Arguments> scenarios() {
    return Stream.of(
        row("an alert comes far from its group's flush", true, post(1100, ALERT)),
        row("an alert comes close to its group's flush", false, post(1400, ALERT)),
        row("an alert of another group comes close to it", true, post(1400, OTHER)),
        row("an alert ends far from a flush", true, ending(1100, 2100)),
        row("an alert ends close to a flush", false, ending(1100, 2500)),
        row("an alert comes just after another", false, post(1000, ALERT), post(1100, OTHER)),
        row("a silence of the alert begins close to a flush", false, silence("Disk", 1100, 1700)),
        row("a silence of another begins close to a flush", true, silence("Load", 1100, 1700)),
        row("a checkpoint is far from all posts", true, checkpoint(900)),
        row("a checkpoint is close to a post", false, checkpoint(200)),
        row("a checkpoint is close to the first flush", false, checkpoint(500)),
        row("a reload is far from the flush", true, reload(1100)),
        row("a reload is just before a flush", false, reload(1500)),
        row("a reload is before the first flush", true, reload(280)),
        row(
            "alerts of one group that is flushed at once come together",
            false,
            old(
                1100,
                List.of(
                    Map.of("alertname", "Load", "instance", "a"),
                    Map.of("alertname", "Load", "instance", "b")))),
        row(
            "an alert of a group that is flushed at once comes alone",
            true,
            old(1100, List.of(OTHER))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("scenarios")
  void of_steps_isCalmUnlessTheyRace(String name, boolean calm, List<Step> steps) {
    assertThat(
            Calmness.of(
                configuration(),
                Stream.concat(Stream.of(FIRST), steps.stream()).toList(),
                ms(5000)))
        .as(name)
        .isEqualTo(calm);
  }

  private static Arguments row(String name, boolean calm, Step... steps) {
    return Arguments.of(name, calm, List.of(steps));
  }

  private static Configuration configuration() {
    RouteNode root =
        new RouteNode(
            Optional.of("team"),
            List.of(),
            false,
            Optional.of(List.of("alertname")),
            Optional.of(new Timers(ms(500), ms(1000), ms(3700))),
            false,
            List.of(),
            List.of(),
            List.of());
    return new Configuration(ms(300_000), root, List.of(), List.of());
  }

  private static Step post(long at, Map<String, String> labels) {
    return new Step(ms(at), new PostAlerts(List.of(AlertPost.firing(labels))));
  }

  private static Step ending(long at, long endsAt) {
    return new Step(
        ms(at),
        new PostAlerts(
            List.of(new AlertPost(ALERT, Map.of(), Optional.empty(), Optional.of(ms(endsAt))))));
  }

  private static Step old(long at, List<Map<String, String>> alerts) {
    return new Step(
        ms(at),
        new PostAlerts(
            alerts.stream()
                .map(
                    labels -> new AlertPost(labels, Map.of(), Optional.of(ms(0)), Optional.empty()))
                .toList()));
  }

  private static Step silence(String alert, long at, long startsAt) {
    return new Step(
        ms(at),
        new PutSilence(
            "silence",
            List.of(new LabelMatcher("alertname", Operator.EQUAL, alert)),
            List.of(),
            ms(startsAt),
            ms(4100)));
  }

  private static Step checkpoint(long at) {
    return new Step(ms(at), new Checkpoint(""));
  }

  private static Step reload(long at) {
    return new Step(ms(at), new Reload(configuration()));
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
