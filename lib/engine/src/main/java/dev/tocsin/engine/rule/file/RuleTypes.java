package dev.tocsin.engine.rule.file;

import dev.tocsin.engine.rule.RuleType;
import dev.tocsin.engine.rule.absence.AbsenceType;
import dev.tocsin.engine.rule.anomaly.AnomalyType;
import dev.tocsin.engine.rule.burnrate.BurnRateType;
import dev.tocsin.engine.rule.rate.RateType;
import dev.tocsin.engine.rule.threshold.ThresholdType;
import java.util.List;

/** All types of rules. */
final class RuleTypes {
  /** What a rule is that names no type. */
  static final RuleType DEFAULT = new ThresholdType();

  static final List<RuleType> ALL =
      List.of(DEFAULT, new RateType(), new AbsenceType(), new AnomalyType(), new BurnRateType());

  private RuleTypes() {}
}
