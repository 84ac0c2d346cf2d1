package dev.tocsin.engine.alert;

import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.rule.Rule;
import java.time.Instant;
import java.util.Optional;

/**
 * Names an alert for people and receivers: {@code rule_id:instance:metric_name:bucket}, and {@code
 * :fingerprint} when the key has labels other than its instance. The bucket is the event time of
 * the firing in windows, so that a key that fires again within one continues its alert.
 */
public record DedupKey(String value) {
  /** The dedup key of a firing at {@code firedAt}. */
  public static DedupKey of(Rule rule, Rule.Key key, AlertNaming naming, Instant firedAt) {
    long bucket = Math.floorDiv(firedAt.getEpochSecond(), naming.dedupWindow().toSeconds());
    Optional<String> instance = Instance.find(rule, key.labels(), naming);
    String name = instance.orElse(Instance.UNKNOWN);
    String value = rule.id() + ":" + name + ":" + rule.metricName() + ":" + bucket;
    boolean isInstanceAlone =
        rule.window().isEmpty() && rule.ownCount(key.labels()) == (instance.isPresent() ? 1 : 0);
    return new DedupKey(isInstanceAlone ? value : value + ":" + key.fingerprint());
  }

  @Override
  public String toString() {
    return value;
  }
}
