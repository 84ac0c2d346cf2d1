package dev.tocsin.promql.rules;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.window.WindowSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a rule means else than the expression that Prometheus evaluates at an interval. */
final class Differences {
  private final Duration interval;
  private final List<String> found = new ArrayList<>();

  Differences(Duration interval) {
    this.interval = interval;
  }

  void add(String difference) {
    found.add(difference);
  }

  /** Those of a window: a long one, or no multiple of the interval, is evaluated more coarsely. */
  void addWindow(Duration window) {
    long step = WindowSpan.step(interval.toMillis(), window.toMillis());
    WindowSpan span = new WindowSpan(step, window.toMillis());
    if (step != interval.toMillis()) {
      add(
          "with a window of %s Tocsin evaluates every %s, not every %s"
              .formatted(
                  DurationText.of(window),
                  DurationText.of(Duration.ofMillis(step)),
                  DurationText.of(interval)));
    }
    if (window.toMillis() % span.coarse() != 0) {
      add(
          "the window of %s reaches back to a multiple of %s before its far edge"
              .formatted(
                  DurationText.of(window), DurationText.of(Duration.ofMillis(span.coarse()))));
    }
  }

  /** Those of an absence: samples that Prometheus may overlook. */
  void addSilence(Duration silence) {
    if (interval.compareTo(silence) > 0) {
      add(
          "Prometheus does not see a sample that comes and is older than %s before it looks again"
              .formatted(DurationText.of(silence)));
    }
  }

  /** All that were found, in their order. */
  List<String> all() {
    return List.copyOf(found);
  }
}
