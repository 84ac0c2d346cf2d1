package dev.tocsin.local.upstream;

import dev.tocsin.local.upstream.Action.Checkpoint;
import dev.tocsin.local.upstream.Action.ExpireSilence;
import dev.tocsin.local.upstream.Action.ExtendSilence;
import dev.tocsin.local.upstream.Action.PostAlerts;
import dev.tocsin.local.upstream.Action.PutSilence;
import dev.tocsin.local.upstream.Action.Reload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Steps of which none makes the scenario a race. */
final class RandomTimeline {
  private static final Duration GRID = Duration.ofMillis(50);
  private static final int TRIED = 40;
  private static final List<String> QUERIES =
      List.of(
          "",
          "",
          "?silenced=false",
          "?inhibited=false",
          "?active=false",
          "?filter=severity%3D%22critical%22",
          "?filter=team%3D%22%22&filter=alertname%21~%22Do.*%22",
          "?receiver=team-%5B12%5D");

  private final Pick pick;
  private final Flavour flavour;
  private final RandomLabels labels;
  private final RandomConfiguration configurations;
  private final List<Map<String, String>> alerts;
  private final Duration end;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, List<LabelMatcher>> silences = new HashMap<>();
  private final Configuration start;
  private Configuration configuration;

  RandomTimeline(Pick pick, Flavour flavour, Configuration configuration, Duration end) {
    this.pick = pick;
    this.flavour = flavour;
    this.end = end;
    labels = new RandomLabels(pick);
    configurations = new RandomConfiguration(pick, flavour);
    alerts = labels.alerts(pick.number(5, 9));
    start = configuration;
    this.configuration = configuration;
  }

  /**
   * Steps until some time before the end, so that what they cause is seen.
   *
   * @param last when the last step may be
   */
  List<Step> until(Duration last) {
    Duration at = pick.millis(3, 9).multipliedBy(100);
    while (at.compareTo(last) < 0) {
      Function<Duration, Action> action = action();
      at =
          placed(at, action)
              .map(this::accept)
              .orElse(at)
              .plus(GRID.multipliedBy(pick.number(1, 8)));
    }
    return List.copyOf(steps);
  }

  private Optional<Step> placed(Duration earliest, Function<Duration, Action> action) {
    return Stream.iterate(earliest, at -> at.plus(GRID))
        .limit(TRIED)
        .map(at -> new Step(at, action.apply(at)))
        .filter(step -> Calmness.of(start, with(step), end))
        .findFirst();
  }

  private List<Step> with(Step step) {
    return Stream.concat(steps.stream(), Stream.of(step)).toList();
  }

  private Duration accept(Step step) {
    steps.add(step);
    switch (step.action()) {
      case PutSilence put -> silences.put(put.silence(), put.matchers());
      case Reload reload -> configuration = reload.configuration();
      default -> {}
    }
    return step.at();
  }

  private Function<Duration, Action> action() {
    int choice = pick.number(0, 99);
    if (flavour.reloads() && choice < 12) {
      Configuration next = configurationToLoad();
      return at -> new Reload(next);
    }
    if (choice < 60) {
      return posts();
    }
    if (choice < 82) {
      return onSilence();
    }
    String query = pick.of(QUERIES);
    return at -> new Checkpoint(query);
  }

  private Configuration configurationToLoad() {
    return pick.chance(0.5) ? configuration : configurations.withOtherReceivers(configuration);
  }

  private Function<Duration, Action> posts() {
    List<Function<Duration, AlertPost>> posts =
        pick.some(pick.chance(0.4) ? 1 : pick.number(1, 4), alerts).stream()
            .map(this::post)
            .toList();
    return at -> new PostAlerts(posts.stream().map(post -> post.apply(at)).toList());
  }

  private Function<Duration, AlertPost> post(Map<String, String> alert) {
    Map<String, String> annotations =
        pick.chance(0.3) ? Map.of("summary", "text " + pick.number(1, 3)) : Map.of();
    int choice = pick.number(0, 99);
    if (choice < 50) {
      return at -> new AlertPost(alert, annotations, Optional.empty(), Optional.empty());
    }
    if (choice < 75) {
      return at -> new AlertPost(alert, annotations, Optional.empty(), Optional.of(at.minus(GRID)));
    }
    if (choice < 87) {
      Duration later = pick.millis(10, 40).multipliedBy(100);
      return at -> new AlertPost(alert, annotations, Optional.empty(), Optional.of(at.plus(later)));
    }
    return at ->
        new AlertPost(alert, annotations, Optional.of(at.minusSeconds(10)), Optional.empty());
  }

  private Function<Duration, Action> onSilence() {
    String silence = "silence-" + pick.number(1, 4);
    // No two ends are equal, since the API sorts by them.
    Duration length = pick.millis(10, 60).multipliedBy(100).plusMillis(steps.size() + 1L);
    List<LabelMatcher> present = silences.getOrDefault(silence, List.of());
    if (present.isEmpty() || pick.chance(0.25)) {
      List<LabelMatcher> matchers = labels.silenceMatchers();
      Duration delay = pick.chance(0.3) ? pick.millis(5, 20).multipliedBy(100) : Duration.ZERO;
      return at ->
          new PutSilence(silence, matchers, present, at.plus(delay), at.plus(delay).plus(length));
    }
    return pick.chance(0.5)
        ? at -> new ExtendSilence(silence, present, at.plus(length))
        : at -> new ExpireSilence(silence, present);
  }
}
