package dev.tocsin.core.rule.file;

import dev.tocsin.core.rule.RuleType;
import dev.tocsin.core.rule.absence.AbsenceType;
import dev.tocsin.core.rule.anomaly.AnomalyType;
import dev.tocsin.core.rule.burnrate.BurnRateType;
import dev.tocsin.core.rule.rate.RateType;
import dev.tocsin.core.rule.threshold.ThresholdType;
import java.util.List;

/** All types of rules. */
final class RuleTypes {
  /** What a rule is that names no type. */
  static final RuleType DEFAULT = new ThresholdType();

  static final List<RuleType> ALL =
      List.of(DEFAULT, new RateType(), new AbsenceType(), new AnomalyType(), new BurnRateType());

  private RuleTypes() {}
}
