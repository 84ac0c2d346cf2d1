package dev.tocsin.core.alert;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.rule.RuleId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of which something is remembered. Changed only under their partition's cursor lock. */
public interface KeyStates {
  /** The rows there are among the given keys. */
  Map<Fingerprint, KeyRow> load(Collection<Fingerprint> keys);

  /** Inserts or replaces rows. No fingerprint twice; none in phase none. */
  void save(Collection<KeyRow> rows);

  void forget(Collection<Fingerprint> keys);

  /** How many rows each of the rules has; rules without rows are left out. */
  Map<RuleId, Integer> count(Collection<RuleId> rules);

  /** The shards of a group that have a key due before {@code effectiveTime}. */
  Set<Integer> shardsDue(String group, Instant effectiveTime);

  /** The keys of a group's shard that are due before {@code effectiveTime}, by fingerprint. */
  List<KeyRow> due(String group, int shard, Instant effectiveTime);

  /** All rows of the given rules, by fingerprint. */
  List<KeyRow> ofRules(Collection<RuleId> rules);

  /** All pending keys, by fingerprint, at most {@code limit}. */
  List<KeyRow> pending(int limit);
}
