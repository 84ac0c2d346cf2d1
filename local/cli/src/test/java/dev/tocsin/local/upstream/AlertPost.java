package dev.tocsin.local.upstream;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** An alert as it is posted; times count from the scenario's start. */
record AlertPost(
    Map<String, String> labels,
    Map<String, String> annotations,
    Optional<Duration> startsAt,
    Optional<Duration> endsAt) {
  AlertPost {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** When it ends, unless it is posted again. */
  Duration end(Duration at, Duration resolveTimeout) {
    return endsAt.orElse(at.plus(resolveTimeout));
  }

  /** An alert that fires from the moment of the post. */
  static AlertPost firing(Map<String, String> labels) {
    return new AlertPost(labels, Map.of(), Optional.empty(), Optional.empty());
  }
}
