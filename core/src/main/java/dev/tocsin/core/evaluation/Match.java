package dev.tocsin.core.evaluation;

import dev.tocsin.core.rule.Condition;
import dev.tocsin.core.rule.Rule;
import dev.tocsin.core.sample.Sample;

/** A sample, a rule that takes it, and the key under which it does. */
public record Match(Sample sample, Rule rule, Rule.Key key) {
  /** The rule's verdict on the sample, for rules that are judged at samples. */
  public boolean verdict() {
    return switch (rule.condition()) {
      case Condition.Threshold threshold ->
          threshold.operator().holds(sample.value(), threshold.threshold());
    };
  }
}
