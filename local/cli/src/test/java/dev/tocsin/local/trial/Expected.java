package dev.tocsin.local.trial;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must be reported, computed plainly for the one rule of the trials: {@code value >
 * threshold}, no duration, a cool-down above zero, within a time too short for a key to run out of
 * data.
 */
public final class Expected {
  private final double threshold;
  private final long cooldownMillis;
  private final Map<String, Key> keys = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();

  /**
   * @param cooldownMillis of the rule
   */
  public Expected(double threshold, long cooldownMillis) {
    this.threshold = threshold;
    this.cooldownMillis = cooldownMillis;
  }

  /** A sample of an instance; samples of one instance come in their order. */
  public void sample(String instance, double value, long at) {
    Key key = keys.computeIfAbsent(instance, name -> new Key());
    if (value > threshold) {
      if (key.rested(at)) {
        key.firing = true;
        key.lastFired = at;
        lines.add(new Line(instance, "firing", Instant.ofEpochMilli(at)));
      }
    } else if (key.firing) {
      key.firing = false;
      lines.add(new Line(instance, "resolved", Instant.ofEpochMilli(at)));
    }
  }

  private final class Key {
    boolean firing;
    @Nullable Long lastFired;

    boolean rested(long at) {
      return lastFired == null || at - lastFired >= cooldownMillis;
    }
  }

  /** All that must be reported, in the order of the samples. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** A notification that must come. */
  public record Line(String instance, String state, Instant at) {}
}
