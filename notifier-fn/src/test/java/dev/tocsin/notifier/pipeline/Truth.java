package dev.tocsin.notifier.pipeline;

import dev.tocsin.notifier.pipeline.Tree.Place;
import dev.tocsin.notifier.pipeline.Tree.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What sources, people and the clock did, for questions about any time. */
final class Truth {
  final List<Source> alerts;
  private final Map<Source, NavigableMap<Instant, Instant>> firing = new HashMap<>();
  private final List<Silenced> silences = new ArrayList<>();
  private final NavigableMap<Instant, Tree> trees = new TreeMap<>();

  /** Alerts of a team, muted from a time until before another. */
  private record Silenced(String team, Instant from, Instant until) {}

  Truth(List<Source> alerts) {
    this.alerts = List.copyOf(alerts);
    alerts.forEach(alert -> firing.put(alert, new TreeMap<>()));
  }

  void posted(Source alert, Instant now, Instant until) {
    NavigableMap<Instant, Instant> spans = spans(alert);
    spans.put(fires(alert, now) ? spans.lastKey() : now, until);
  }

  void resolved(Source alert, Instant now) {
    NavigableMap<Instant, Instant> spans = spans(alert);
    if (fires(alert, now)) {
      spans.put(spans.lastKey(), now);
    }
  }

  void silenced(String team, Instant from, Instant until) {
    silences.add(new Silenced(team, from, until));
  }

  void configured(Tree tree, Instant now) {
    trees.put(now, tree);
  }

  Tree tree(Instant at) {
    return trees.floorEntry(at).getValue();
  }

  boolean fires(Source alert, Instant at) {
    Map.Entry<Instant, Instant> span = spans(alert).floorEntry(at);
    return span != null && at.isBefore(span.getValue());
  }

  boolean isMuted(Source alert, Instant at) {
    boolean isSilenced =
        silences.stream()
            .anyMatch(silence ->
                silence.team().equals(alert.team())
                    && !at.isBefore(silence.from())
                    && at.isBefore(silence.until()));
    boolean isInhibited =
        !alert.isCritical()
            && alerts.stream()
                .anyMatch(other ->
                    other.isCritical() && other.team().equals(alert.team()) && fires(other, at));
    return isSilenced || isInhibited;
  }

  /** The alerts of a group that fire and are not muted. */
  Set<String> shown(Place place, Instant at) {
    return alerts.stream()
        .filter(alert -> tree(at).placesOf(alert).contains(place))
        .filter(alert -> fires(alert, at) && !isMuted(alert, at))
        .map(Source::name)
        .collect(Collectors.toSet());
  }

  /** Whether an alert has belonged to a place all the time since then. */
  boolean isAtSince(Source alert, Place place, Instant since) {
    return trees.tailMap(trees.floorKey(since)).values().stream()
        .allMatch(tree -> tree.placesOf(alert).contains(place));
  }

  private NavigableMap<Instant, Instant> spans(Source alert) {
    return Objects.requireNonNull(firing.get(alert));
  }
}
