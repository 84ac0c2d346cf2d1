package dev.tocsin.local.upstream;

import dev.tocsin.local.upstream.Action.Checkpoint;
import dev.tocsin.local.upstream.Action.PostAlerts;
import dev.tocsin.local.upstream.Action.Reload;
import java.time.Duration;
import java.util.List;

/**
 * Whether two correct programs must notify the same: nothing that changes a notification comes
 * close to a flush of its group, or to another such change. A scenario that is not calm is a race,
 * which even two runs of one program may decide differently.
 */
final class Calmness {
  private static final Duration FLUSH = Duration.ofMillis(300);
  private static final Duration EDGE = Duration.ofMillis(150);
  private static final Duration CHECKPOINT = Duration.ofMillis(250);
  private static final Duration REPEAT = Duration.ofMillis(100);

  private final List<Step> steps;
  private final List<FlushTrain> groups;
  private final List<Edge> edges;
  private final boolean inhibits;

  private Calmness(List<Step> steps, List<FlushTrain> groups, List<Edge> edges, boolean inhibits) {
    this.steps = steps;
    this.groups = groups;
    this.edges = edges;
    this.inhibits = inhibits;
  }

  /**
   * Examines a scenario; a reload of it must keep the inhibition rules.
   *
   * @param steps in the order of their times
   */
  static boolean of(Configuration configuration, List<Step> steps, Duration end) {
    List<Edge> edges =
        steps.stream().flatMap(step -> Edge.of(step, configuration).stream()).toList();
    return areApart(edges)
        && new Calmness(
                steps,
                Forecast.of(configuration, steps, end),
                edges,
                !configuration.inhibitionRules().isEmpty())
            .isCalm();
  }

  private static boolean areApart(List<Edge> edges) {
    List<Duration> times = edges.stream().map(Edge::at).distinct().sorted().toList();
    for (int next = 1; next < times.size(); next++) {
      if (FlushTrain.near(times.get(next - 1), times.get(next), EDGE)) {
        return false;
      }
    }
    return true;
  }

  private boolean isCalm() {
    return edges.stream().allMatch(this::isFarFromFlushes)
        && groups.stream().allMatch(this::isFirstFlushDecided)
        && groups.stream().allMatch(this::isRepeatDecided)
        && steps.stream()
            .filter(step -> step.action() instanceof Checkpoint)
            .allMatch(step -> isStill(step.at()));
  }

  /** The edge that made a group is not far from its first flush, if that comes at once. */
  private boolean isFarFromFlushes(Edge edge) {
    return groups.stream()
        .filter(group -> group.anyMember(edge.affects()))
        .filter(group -> !(group.isImmediate() && group.created().equals(edge.at())))
        .noneMatch(group -> group.isFlushedWithin(FLUSH, edge.at()));
  }

  /** A group that is flushed at once must be complete with its first alert. */
  private boolean isFirstFlushDecided(FlushTrain group) {
    if (!group.isImmediate()) {
      return true;
    }
    return steps.stream()
        .filter(step -> step.at().equals(group.created()))
        .allMatch(step ->
            switch (step.action()) {
              case PostAlerts post -> post.alerts().size() == 1;
              case Reload reload -> group.members().size() == 1 && !inhibits;
              default -> true;
            });
  }

  /** What was sent before a reload must not become due again just when it is flushed after it. */
  private boolean isRepeatDecided(FlushTrain group) {
    return groups.stream()
        .filter(earlier -> earlier.group().equals(group.group()))
        .filter(earlier -> earlier.until().compareTo(group.created()) <= 0)
        .noneMatch(earlier ->
            group
                .flushes()
                .anyMatch(flush ->
                    earlier.isFlushedWithin(REPEAT, flush.minus(group.timers().repeatInterval()))));
  }

  /** The mark of a muted group is set by its first flush. */
  private boolean isStill(Duration checkpoint) {
    return edges.stream().noneMatch(edge -> FlushTrain.near(edge.at(), checkpoint, CHECKPOINT))
        && groups.stream()
            .noneMatch(group -> FlushTrain.near(group.first(), checkpoint, CHECKPOINT));
  }
}
