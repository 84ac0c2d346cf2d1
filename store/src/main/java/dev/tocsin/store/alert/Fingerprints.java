package dev.tocsin.store.alert;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.store.Sql;
import java.util.Collection;
import java.util.Optional;

/** Fingerprints as columns: their 64 bits as a {@code bigint}. */
final class Fingerprints {
  /** The order of fingerprints, which have no sign, over a column that has one. */
  static final String ORDER = "(fingerprint < 0), fingerprint";

  /** The rows after a given one, or, for NULL, all; see {@link #after}. */
  static final String AFTER =
      """
      (CAST(? AS bigint) IS NULL
       OR ((fingerprint < 0), fingerprint) > ((CAST(? AS bigint) < 0), CAST(? AS bigint)))
      """;

  private Fingerprints() {}

  /** Adds the arguments of {@link #AFTER}. */
  static Sql.Call after(Sql.Call call, Optional<Fingerprint> after) {
    Long value = after.map(Fingerprint::value).orElse(null);
    return call.with(value).with(value).with(value);
  }

  /** Each once, in the order in which every writer touches its rows. */
  static long[] sorted(Collection<Fingerprint> keys) {
    return keys.stream()
        .mapToLong(key -> key.value() ^ Long.MIN_VALUE)
        .sorted()
        .distinct()
        .map(unsigned -> unsigned ^ Long.MIN_VALUE)
        .toArray();
  }
}
