package dev.tocsin.promql.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The life of an alert's instances in Prometheus: {@code for} counts from the first evaluation with
 * a result, {@code keep_firing_for} from the first one without. Times are milliseconds.
 */
final class NaiveAlert {
  private final long duration;
  private final long keepFiringFor;
  private final Map<Map<String, String>, Life> lives = new HashMap<>();

  private static final class Life {
    final long since;
    boolean isFiring;
    long withoutResultSince = Long.MAX_VALUE;

    Life(long since) {
      this.since = since;
    }
  }

  NaiveAlert(long duration, long keepFiringFor) {
    this.duration = duration;
    this.keepFiringFor = keepFiringFor;
  }

  /** An evaluation; the labels of what fires after it. */
  Set<String> evaluate(long time, Set<Map<String, String>> results) {
    results.forEach(labels -> lives.putIfAbsent(labels, new Life(time)));
    lives
        .entrySet()
        .removeIf(entry -> {
          Life life = entry.getValue();
          if (results.contains(entry.getKey())) {
            life.withoutResultSince = Long.MAX_VALUE;
            life.isFiring |= time - life.since >= duration;
            return false;
          }
          life.withoutResultSince = Math.min(life.withoutResultSince, time);
          return !life.isFiring || time - life.withoutResultSince >= keepFiringFor;
        });
    Set<String> firing = new TreeSet<>();
    lives.forEach((labels, life) -> {
      if (life.isFiring) {
        firing.add(new TreeMap<>(labels).toString());
      }
    });
    return firing;
  }
}
