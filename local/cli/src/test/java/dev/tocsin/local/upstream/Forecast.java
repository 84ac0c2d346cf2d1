package dev.tocsin.local.upstream;

import dev.tocsin.local.upstream.Action.PostAlerts;
import dev.tocsin.local.upstream.Action.Reload;
import dev.tocsin.local.upstream.FlushTrain.Name;
import dev.tocsin.local.upstream.RouteNode.Destination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When the groups of a scenario are flushed, as Alertmanager's timers run: first after {@code
 * group_wait}, or at once for an alert that is older than that, then at each {@code
 * group_interval}. A reload starts all groups anew, from all alerts that were ever posted.
 */
final class Forecast {
  /** The span of an alert's present occurrence. */
  private record Occurrence(Duration startsAt, Duration endsAt) {
    static Occurrence of(Duration at, AlertPost alert, Duration resolveTimeout) {
      return new Occurrence(
          alert.startsAt().or(alert::endsAt).orElse(at), alert.end(at, resolveTimeout));
    }

    /** What a later post makes of it: the same occurrence unless this one has ended. */
    Occurrence then(Occurrence next) {
      boolean ended = endsAt.compareTo(next.startsAt) <= 0;
      return ended || next.startsAt.compareTo(startsAt) < 0
          ? next
          : new Occurrence(startsAt, next.endsAt);
    }
  }

  private final Map<Map<String, String>, Occurrence> occurrences = new LinkedHashMap<>();
  private final Map<Name, FlushTrain> open = new LinkedHashMap<>();
  private final List<FlushTrain> closed = new ArrayList<>();
  private final Duration end;
  private Configuration configuration;

  private Forecast(Configuration configuration, Duration end) {
    this.configuration = configuration;
    this.end = end;
  }

  /**
   * The groups of a scenario.
   *
   * @param steps in the order of their times
   */
  static List<FlushTrain> of(Configuration configuration, List<Step> steps, Duration end) {
    Forecast forecast = new Forecast(configuration, end);
    steps.forEach(forecast::take);
    return Stream.concat(forecast.closed.stream(), forecast.open.values().stream()).toList();
  }

  private void take(Step step) {
    if (step.action() instanceof PostAlerts post) {
      post.alerts().forEach(alert -> post(step.at(), alert));
    } else if (step.action() instanceof Reload reload) {
      reload(step.at(), reload.configuration());
    }
  }

  private void post(Duration at, AlertPost alert) {
    Occurrence occurrence = Occurrence.of(at, alert, configuration.resolveTimeout());
    occurrences.merge(alert.labels(), occurrence, Occurrence::then);
    insert(at, alert.labels(), occurrences.getOrDefault(alert.labels(), occurrence));
  }

  private void reload(Duration at, Configuration next) {
    open.values().forEach(train -> closed.add(train.endingAt(at)));
    open.clear();
    configuration = next;
    occurrences.forEach((labels, occurrence) -> insert(at, labels, occurrence));
  }

  private void insert(Duration at, Map<String, String> labels, Occurrence occurrence) {
    for (Destination destination : configuration.route().destinations(labels)) {
      Name name = Name.of(destination, labels);
      open.merge(name, created(name, at, labels, occurrence, destination), FlushTrain::joinedBy);
    }
  }

  private FlushTrain created(
      Name name,
      Duration at,
      Map<String, String> labels,
      Occurrence occurrence,
      Destination destination) {
    Duration wait = destination.timers().groupWait();
    boolean late = occurrence.startsAt().plus(wait).compareTo(at) <= 0;
    return new FlushTrain(
        name, Set.of(labels), destination.timers(), at, late ? at : at.plus(wait), end);
  }
}
