package dev.tocsin.evaluator.builtin;

import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.EvaluationSchedule;
import dev.tocsin.engine.builtin.BuiltInConditions;
import dev.tocsin.engine.builtin.BuiltInEvaluator;
import dev.tocsin.engine.builtin.BuiltInRules;
import dev.tocsin.engine.builtin.PipelineFacts;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.rule.RuleActivation;
import dev.tocsin.engine.rule.RuleActivations;
import dev.tocsin.evaluator.save.SaveEvaluation;
import dev.tocsin.evaluator.setting.EvaluatorSettings;
import dev.tocsin.platform.queue.QueuePublisher;
import dev.tocsin.platform.transaction.RepeatedTransactions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Evaluates the alerts on the pipeline itself, once for each point of their schedule that the clock
 * has passed: one instance at a time, in a transaction; the others leave it to that one.
 */
@Singleton
public class EvaluateBuiltIns {
  private final RepeatedTransactions transactions;
  private final PipelineWatch watch;
  private final RuleActivations activations;
  private final AlertKeyStates alertKeyStates;
  private final SaveEvaluation save;
  private final QueuePublisher publisher;
  private final EvaluatorSettings topics;
  private final CurrentSettings settings;
  private final IdSource ids;
  private final InstantSource clock;

  EvaluateBuiltIns(
      RepeatedTransactions transactions,
      PipelineWatch watch,
      RuleActivations activations,
      AlertKeyStates alertKeyStates,
      SaveEvaluation save,
      QueuePublisher publisher,
      EvaluatorSettings topics,
      CurrentSettings settings,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.watch = watch;
    this.activations = activations;
    this.alertKeyStates = alertKeyStates;
    this.save = save;
    this.publisher = publisher;
    this.topics = topics;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  public void run() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    transactions.run(() ->
        watch
            .claim()
            .filter(before -> isPassed(before, now, settings.now().builtIns().interval()))
            .ifPresent(before -> evaluate(before, now)));
    publisher.publish();
  }

  /** A point of the evaluation schedule lies between; a clock that went back has passed none. */
  private static boolean isPassed(Instant evaluatedBefore, Instant now, Duration interval) {
    return !EvaluationSchedule.lastBefore(now.plusMillis(1), interval).isBefore(evaluatedBefore);
  }

  private void evaluate(Instant evaluatedBefore, Instant now) {
    Settings inForce = settings.now();
    watch.inForce(
        activations.current().map(RuleActivation::identities).map(Map::keySet).orElse(Set.of()),
        now);
    PipelineFacts facts = watch.facts(topics.topics(), inForce.builtIns(), now);
    List<AlertKeyRow> rows = alertKeyStates.ofRules(BuiltIn.ids());
    AlertKeySet keys =
        new AlertKeySet(
            rows.stream().collect(Collectors.toMap(AlertKeyRow::fingerprint, row -> row)),
            Map.of(),
            ids);
    BuiltInEvaluator.run(
        keys,
        rows,
        new BuiltInRules(inForce.builtIns()),
        BuiltInConditions.evaluate(facts, inForce.builtIns(), now),
        inForce.naming(),
        evaluatedBefore,
        now);
    watch.evaluated(now.plusMillis(1));
    save.save(keys, now);
  }
}
