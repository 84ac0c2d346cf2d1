package dev.tocsin.local.upstream;

import dev.tocsin.local.upstream.Action.Checkpoint;
import dev.tocsin.local.upstream.Action.ExpireSilence;
import dev.tocsin.local.upstream.Action.ExtendSilence;
import dev.tocsin.local.upstream.Action.OnSilence;
import dev.tocsin.local.upstream.Action.PostAlerts;
import dev.tocsin.local.upstream.Action.PutSilence;
import dev.tocsin.local.upstream.Action.Reload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A moment at which the content of a notification can change.
 *
 * @param affects labels of the alerts that a flush before it and one after it may treat differently
 */
record Edge(Duration at, Predicate<Map<String, String>> affects) {
  /** The edges that a step makes, now and later. */
  static List<Edge> of(Step step, Configuration configuration) {
    return switch (step.action()) {
      case PostAlerts post ->
          post.alerts().stream()
              .flatMap(alert -> ofAlert(step.at(), alert, configuration))
              .toList();
      case PutSilence put ->
          ofSilence(put, Stream.of(step.at(), max(step.at(), put.startsAt()), put.endsAt()));
      case ExtendSilence extend -> ofSilence(extend, Stream.of(step.at(), extend.endsAt()));
      case ExpireSilence expire -> ofSilence(expire, Stream.of(step.at()));
      case Reload reload -> List.of(new Edge(step.at(), labels -> true));
      case Checkpoint checkpoint -> List.of();
    };
  }

  private static Stream<Edge> ofAlert(Duration at, AlertPost alert, Configuration configuration) {
    Predicate<Map<String, String>> affects =
        labels ->
            labels.equals(alert.labels())
                || configuration.inhibitionRules().stream()
                    .anyMatch(rule -> rule.mayAffect(alert.labels(), labels));
    return Stream.of(at, max(at, alert.end(at, configuration.resolveTimeout())))
        .distinct()
        .map(time -> new Edge(time, affects));
  }

  private static List<Edge> ofSilence(OnSilence action, Stream<Duration> times) {
    return times.distinct().map(time -> new Edge(time, action::concerns)).toList();
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
