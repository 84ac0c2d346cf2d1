package dev.tocsin.engine.alert;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of which something is remembered. Each row has a version, and is changed only by a
 * transaction that has loaded the newest: of two that loaded the same one, the second to save
 * fails.
 */
public interface AlertKeyStates {
  /** The rows there are among the given keys. */
  Map<Fingerprint, AlertKeyRow> load(Collection<Fingerprint> keys);

  /**
   * Inserts the rows of version 0 and replaces the others; each gets its next version. No
   * fingerprint twice; in phase none only with a past.
   *
   * @throws AlertKeysChanged when a row is not stored in the version given, or one of version 0 is
   *     stored already; the caller's transaction can then only be rolled back
   */
  void save(Collection<AlertKeyRow> rows);

  /**
   * Removes rows. No fingerprint twice.
   *
   * @throws AlertKeysChanged when a row is not stored in the version given; the caller's
   *     transaction can then only be rolled back
   */
  void forget(Collection<AlertKeyRow> rows);

  /** How many rows each of the rules has; rules without rows are left out. */
  Map<RuleId, Integer> count(Collection<RuleId> rules);

  /** The rules that have a key in a phase. */
  Set<RuleId> rulesIn(Phase phase);

  /** The shards that have a key due before {@code watermark}. */
  Set<Integer> shardsDue(Instant watermark);

  /** The keys of a shard that are due before {@code watermark}, by fingerprint. */
  List<AlertKeyRow> due(int shard, Instant watermark);

  /** The rows of the given rules in a shard, by fingerprint. */
  List<AlertKeyRow> inShard(int shard, Collection<RuleId> rules);

  /** All rows of the given rules, by fingerprint. */
  List<AlertKeyRow> ofRules(Collection<RuleId> rules);

  /**
   * Pending keys, by fingerprint, at most {@code limit}.
   *
   * @param after those that come after this one; none: from the first on
   */
  List<AlertKeyRow> pending(Optional<Fingerprint> after, int limit);
}
