package dev.tocsin.evaluator.schedule;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.engine.evaluation.ShardEvaluator;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.window.EvaluationShards;
import dev.tocsin.evaluator.deploy.DeployRules;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One shard of keys up to the watermark, all or nothing. */
@Singleton
class EvaluateShard {
  private static final Logger LOG = LoggerFactory.getLogger(EvaluateShard.class);

  private final EvaluationShards shards;
  private final DeployRules deploy;
  private final LoadShard load;
  private final SaveShard save;
  private final FaultPoints faults;

  /** Rules whose keys without labels were logged: once each. */
  private final Set<RuleId> loggedNameless = ConcurrentHashMap.newKeySet();

  /** Rules whose windows begin anew, which was logged: once each. */
  private final Set<RuleId> loggedAnew = ConcurrentHashMap.newKeySet();

  EvaluateShard(
      EvaluationShards shards,
      DeployRules deploy,
      LoadShard load,
      SaveShard save,
      FaultPoints faults) {
    this.shards = shards;
    this.deploy = deploy;
    this.load = load;
    this.save = save;
    this.faults = faults;
  }

  /**
   * Evaluates within the caller's transaction; does nothing when another instance has the shard, or
   * has evaluated it so far.
   */
  void run(int shard, RuleSet ruleSet, Instant watermark) {
    Optional<Instant> claimed = shards.claim(shard);
    if (claimed.isEmpty() || !claimed.get().isBefore(watermark)) {
      return;
    }
    deploy.require(ruleSet);
    LoadedShard loaded = load.load(shard, ruleSet, claimed.get(), watermark);
    faults.reach(FaultPoint.AFTER_LOAD);
    loaded.evaluate(ruleSet, claimed.get(), watermark);
    loaded.rules().forEach(this::logNameless);
    loaded.rules().forEach(this::logAnew);
    save.save(loaded);
    shards.evaluated(List.of(shard), watermark);
    faults.reach(FaultPoint.BEFORE_COMMIT);
  }

  private void logNameless(ShardEvaluator rule) {
    if (!rule.nameless().isEmpty() && loggedNameless.add(rule.rule().id())) {
      LOG.warn(
          "rule {}: the labels of its keys {} are missing from label_index; these are not evaluated until a sample names them again, which is tried once a day",
          rule.rule().id().value(),
          rule.nameless().stream().limit(10).toList());
    }
  }

  private void logAnew(ShardEvaluator rule) {
    if (rule.beginsAnew() && loggedAnew.add(rule.rule().id())) {
      LOG.warn(
          "rule {}: what its windows held was stored by another version of Tocsin, and they begin anew",
          rule.rule().id().value());
    }
  }
}
