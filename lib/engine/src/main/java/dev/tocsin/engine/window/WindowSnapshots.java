package dev.tocsin.engine.window;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.engine.rule.RulePart;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is remembered of keys of scheduled rules. Changed only under a shard's lock. */
public interface WindowSnapshots {
  /** The snapshots that there are of these rules in a shard. */
  List<WindowSnapshot> load(int shard, Collection<RulePart> rules);

  /** The rules that have to be evaluated in a shard at an evaluation time before a time. */
  Set<RulePart> due(int shard, Instant before);

  /** The shards that {@link #due} has something of. */
  Set<Integer> shardsDue(Instant before);

  /** Inserts or replaces snapshots. */
  void save(Collection<WindowSnapshot> snapshots);

  void remove(int shard, Collection<RulePart> rules);

  /** Removes all snapshots of rules. */
  void removeRules(Collection<RuleId> rules);

  /** How many keys these rules have in all shards but one. */
  Map<RulePart, Integer> keysOutside(int shard, Collection<RulePart> rules);
}
