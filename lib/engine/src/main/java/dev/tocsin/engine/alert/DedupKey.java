package dev.tocsin.engine.alert;

import dev.tocsin.engine.rule.Rule;
import java.time.Duration;
import java.time.Instant;

/**
 * Names an alert for people and receivers: {@code rule_id:instance_id:metric_name:bucket}, and
 * {@code :fingerprint} when the key has labels other than its instance. The bucket is the event
 * time of the firing in windows, so that a key that fires again within one continues its alert.
 */
public record DedupKey(String value) {
  /** The source design's window. */
  public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(15);

  /** The dedup key of a firing at {@code firedAt}; {@code window} is at least a second. */
  public static DedupKey of(Rule rule, Rule.Key key, Duration window, Instant firedAt) {
    long bucket = Math.floorDiv(firedAt.getEpochSecond(), window.toSeconds());
    String value = rule.id() + ":" + key.instanceId() + ":" + rule.metricName() + ":" + bucket;
    return new DedupKey(key.instanceAlone() ? value : value + ":" + key.fingerprint());
  }

  @Override
  public String toString() {
    return value;
  }
}
