package dev.tocsin.store.alert;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.store.Sql;
import java.util.Collection;
import java.util.Optional;

/** Fingerprints as columns: their 64 bits as a {@code bigint}. */
final class Fingerprints {
  /** Of fingerprints, which have no sign, over a column that has one. After NULL come all. */
  private static final String PAGE =
      """
       AND (CAST(? AS bigint) IS NULL
         OR ((fingerprint < 0), fingerprint) > ((CAST(? AS bigint) < 0), CAST(? AS bigint)))
       ORDER BY (fingerprint < 0), fingerprint LIMIT ?
      """;

  private Fingerprints() {}

  /**
   * A query's rows in the order of their fingerprints.
   *
   * @param query without arguments, up to its first condition
   * @param after only rows after this one
   * @param limit at most so many
   */
  static Sql.Call page(Sql sql, String query, Optional<Fingerprint> after, int limit) {
    Long value = after.map(Fingerprint::value).orElse(null);
    return sql.of(query + PAGE).with(value).with(value).with(value).with(limit);
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
