package dev.tocsin.local.upstream;

import dev.tocsin.local.upstream.Observation.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares what two programs did in the same scenario. */
final class Comparison {
  /** How much the time of an attempt after a failed one is up to chance. */
  private static final Duration BACK_OFF = Duration.ofMillis(600);

  private final Observation expected;
  private final Observation actual;
  private final Duration end;
  private final Duration tolerance;
  private final List<String> differences = new ArrayList<>();

  private Comparison(Observation expected, Observation actual, Duration end, Duration tolerance) {
    this.expected = expected;
    this.actual = actual;
    this.end = end;
    this.tolerance = tolerance;
  }

  /**
   * The differences, each a line or more.
   *
   * @param end since the start; attempts after it are not compared
   * @param tolerance by how much two times may differ
   */
  static List<String> of(
      Observation expected, Observation actual, Duration end, Duration tolerance) {
    Comparison comparison = new Comparison(expected, actual, end, tolerance);
    comparison.compareNotifications();
    comparison.compareReplies();
    return List.copyOf(comparison.differences);
  }

  private void compareNotifications() {
    Map<String, List<Attempt>> left = byGroup(expected);
    Map<String, List<Attempt>> right = byGroup(actual);
    TreeSet<String> groups = new TreeSet<>(left.keySet());
    groups.addAll(right.keySet());
    groups.forEach(group ->
        compareGroup(
            group, left.getOrDefault(group, List.of()), right.getOrDefault(group, List.of())));
  }

  /** The attempts of each group and webhook, in the order of arrival. */
  private static Map<String, List<Attempt>> byGroup(Observation observation) {
    Map<String, List<Attempt>> groups = new LinkedHashMap<>();
    observation
        .attempts()
        .forEach(attempt ->
            groups
                .computeIfAbsent(
                    attempt.path() + ' ' + attempt.groupKey(), key -> new ArrayList<>())
                .add(attempt));
    return groups;
  }

  private void compareGroup(String group, List<Attempt> left, List<Attempt> right) {
    int both = Math.min(left.size(), right.size());
    for (int index = 0; index < both; index++) {
      Duration allowed = allowed(left, index);
      List<String> found = between(left.get(index), right.get(index), allowed);
      if (!found.isEmpty()) {
        differences.add(
            "%s, attempt %d:%n  %s%n  expected: %s%n  actual:   %s"
                .formatted(
                    group,
                    index + 1,
                    String.join("\n  ", found),
                    timeline(expected, left),
                    timeline(actual, right)));
        return;
      }
    }
    left.stream()
        .skip(both)
        .filter(attempt -> isBeforeEnd(expected, attempt, allowed(left, both)))
        .forEach(attempt -> differences.add(group + ": missing " + text(expected, attempt)));
    right.stream()
        .skip(both)
        .filter(attempt -> isBeforeEnd(actual, attempt, allowed(right, both)))
        .forEach(attempt -> differences.add(group + ": not expected " + text(actual, attempt)));
  }

  private Duration allowed(List<Attempt> attempts, int index) {
    return index > 0 && attempts.get(index - 1).status() >= 500
        ? tolerance.plus(BACK_OFF)
        : tolerance;
  }

  private List<String> between(Attempt left, Attempt right, Duration allowed) {
    List<String> found =
        new ArrayList<>(
            JsonDifference.between(
                Canonical.notification(left.body()),
                Canonical.notification(right.body()),
                tolerance));
    Duration late = since(actual, right).minus(since(expected, left));
    if (late.abs().compareTo(allowed) > 0) {
      found.addFirst("time: %d ms later than expected".formatted(late.toMillis()));
    }
    return found;
  }

  private boolean isBeforeEnd(Observation observation, Attempt attempt, Duration allowed) {
    Instant last = observation.start().plus(end).minus(allowed);
    return attempt.at().isBefore(last);
  }

  private static Duration since(Observation observation, Attempt attempt) {
    return Duration.between(observation.start(), attempt.at());
  }

  private static String text(Observation observation, Attempt attempt) {
    return "at %s %s".formatted(since(observation, attempt), attempt.body());
  }

  /** When each attempt came, with the states of its alerts. */
  private static String timeline(Observation observation, List<Attempt> attempts) {
    return attempts.stream()
        .map(attempt ->
            "%d ms %s"
                .formatted(
                    since(observation, attempt).toMillis(),
                    attempt.body().path("alerts").findValuesAsText("status")))
        .collect(Collectors.joining(", "));
  }

  private void compareReplies() {
    for (int index = 0; index < expected.replies().size(); index++) {
      Answered left = expected.replies().get(index);
      Answered right = actual.replies().get(index);
      if (left.status() != right.status()) {
        differences.add(
            "%s: expected %d %s, but was %d %s"
                .formatted(left.call(), left.status(), left.body(), right.status(), right.body()));
      } else {
        JsonDifference.between(
                Canonical.reply(left.body()), Canonical.reply(right.body()), tolerance)
            .forEach(found -> differences.add(left.call() + ": " + found));
      }
    }
  }
}
