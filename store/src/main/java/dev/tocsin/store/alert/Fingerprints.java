package dev.tocsin.store.alert;

import dev.tocsin.core.label.Fingerprint;
import java.util.Collection;

/** Fingerprints as columns: their 64 bits as a {@code bigint}. */
final class Fingerprints {
  /** The order of fingerprints, which have no sign, over a column that has one. */
  static final String ORDER = "(fingerprint < 0), fingerprint";

  private Fingerprints() {}

  /** Each once, in the order in which every writer touches its rows. */
  static long[] sorted(Collection<Fingerprint> keys) {
    return keys.stream().distinct().sorted().mapToLong(Fingerprint::value).toArray();
  }
}
