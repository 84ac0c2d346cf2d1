package dev.tocsin.core.evaluation;

import dev.tocsin.core.rule.RuleGroup;
import java.time.Instant;

/** The last grid point at which a shard of a group was judged; the epoch if none was. */
@FunctionalInterface
public interface JudgedUntil {
  Instant of(RuleGroup group, int shard);
}
