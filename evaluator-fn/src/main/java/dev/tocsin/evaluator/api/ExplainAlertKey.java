package dev.tocsin.evaluator.api;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.evaluator.builtin.BuiltInAlertKeys;
import jakarta.inject.Singleton;

/** Says why a key is firing or not. */
@Singleton
class ExplainAlertKey {
  private final StoredAlertKeys keys;
  private final RuleEvidence rules;
  private final BuiltInAlertKeys pipeline;
  private final EvaluationLag evaluationLag;

  ExplainAlertKey(
      StoredAlertKeys keys,
      RuleEvidence rules,
      BuiltInAlertKeys pipeline,
      EvaluationLag evaluationLag) {
    this.keys = keys;
    this.rules = rules;
    this.pipeline = pipeline;
    this.evaluationLag = evaluationLag;
  }

  Why run(Fingerprint key) {
    StoredAlertKey stored = keys.find(key);
    EvaluationLag.Snapshot snapshot = evaluationLag.look();
    Evidence evidence =
        BuiltIn.find(stored.rule())
            .map(alert -> BuiltInEvidence.of(stored, alert, pipeline.look()))
            .orElseGet(() -> rules.of(stored, snapshot));
    return WhyAnswer.of(stored, evidence, snapshot);
  }
}
