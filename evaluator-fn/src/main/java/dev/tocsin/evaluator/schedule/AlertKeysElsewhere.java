package dev.tocsin.evaluator.schedule;

import dev.tocsin.engine.rule.RulePart;
import dev.tocsin.engine.window.WindowSnapshots;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many keys rules have outside a shard. Counted for all of them when the first is asked for: as
 * a rule none is, since no rule has a new key.
 */
final class AlertKeysElsewhere {
  private final WindowSnapshots snapshots;
  private final int shard;
  private final List<RulePart> rules;
  private Optional<Map<RulePart, Integer>> counts = Optional.empty();

  AlertKeysElsewhere(WindowSnapshots snapshots, int shard, List<RulePart> rules) {
    this.snapshots = snapshots;
    this.shard = shard;
    this.rules = rules;
  }

  int of(RulePart rule) {
    if (counts.isEmpty()) {
      counts = Optional.of(snapshots.keysOutside(shard, rules));
    }
    return counts.get().getOrDefault(rule, 0);
  }
}
