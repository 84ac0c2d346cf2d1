package dev.tocsin.engine.alert;

import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.text.Sha256;
import dev.tocsin.engine.rule.Rule;
import java.time.Instant;
import java.util.Optional;

/**
 * Names an alert for people and receivers: {@code rule_id:instance:metric_name:bucket}, and {@code
 * :fingerprint} when the key has labels other than its instance. The bucket is the event time of
 * the firing in windows, so that a key that fires again within one continues its alert.
 *
 * <p>One of more than {@link #MAX_LENGTH} characters is shortened: its beginning, {@code ~}, and a
 * hash of all of it (docs/notifications.md, "Long dedup keys").
 */
public record DedupKey(String value) {
  /** Longest dedup key, in code points; receivers keep them in columns and indexes. */
  public static final int MAX_LENGTH = 200;

  private static final int HASH_DIGITS = 16;

  /** The dedup key of a firing at {@code firedAt}. */
  public static DedupKey of(Rule rule, Rule.Key key, AlertNaming naming, Instant firedAt) {
    long bucket = Math.floorDiv(firedAt.getEpochSecond(), naming.dedupWindow().toSeconds());
    Optional<String> instance = Instance.find(rule, key.labels(), naming);
    String name = instance.orElse(Instance.UNKNOWN);
    String value = rule.id() + ":" + name + ":" + rule.metricName() + ":" + bucket;
    boolean isInstanceAlone =
        rule.window().isEmpty() && rule.ownCount(key.labels()) == (instance.isPresent() ? 1 : 0);
    return new DedupKey(shortened(isInstanceAlone ? value : value + ":" + key.fingerprint()));
  }

  private static String shortened(String value) {
    if (value.codePointCount(0, value.length()) <= MAX_LENGTH) {
      return value;
    }
    int kept = value.offsetByCodePoints(0, MAX_LENGTH - HASH_DIGITS - 1);
    return value.substring(0, kept) + "~" + Sha256.hex(value).substring(0, HASH_DIGITS);
  }

  @Override
  public String toString() {
    return value;
  }
}
