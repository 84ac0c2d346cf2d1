package dev.tocsin.engine.rulefile;

import dev.tocsin.engine.condition.absence.AbsenceType;
import dev.tocsin.engine.condition.anomaly.AnomalyType;
import dev.tocsin.engine.condition.burnrate.BurnRateType;
import dev.tocsin.engine.condition.rate.RateType;
import dev.tocsin.engine.condition.threshold.ThresholdType;
import dev.tocsin.engine.rule.RuleType;
import java.util.List;

/** All types of rules. */
final class RuleTypes {
  /** What a rule is that names no type. */
  static final RuleType DEFAULT = new ThresholdType();

  static final List<RuleType> ALL =
      List.of(DEFAULT, new RateType(), new AbsenceType(), new AnomalyType(), new BurnRateType());

  private RuleTypes() {}
}
