package dev.tocsin.engine.rule;

import java.util.Locale;

/** Why a rule ignores an accepted sample (docs/rules.md, "When a rule is evaluated"). */
public enum IgnoredReason {
  /** It is older than the newest that was taken of its series, or of its key. */
  OUT_OF_ORDER,

  /** It has the time of the newest that was taken. */
  DUPLICATE,

  /** The rule, or its key, has as much as it may have. */
  BEYOND_LIMIT;

  /** The reason as it is stored and shown: {@code out_of_order}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one for a sample that is not newer than the newest one that was taken. */
  public static IgnoredReason notNewer(long at, long newest) {
    return at == newest ? DUPLICATE : OUT_OF_ORDER;
  }
}
