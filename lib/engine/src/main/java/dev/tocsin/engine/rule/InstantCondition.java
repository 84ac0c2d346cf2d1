package dev.tocsin.engine.rule;

/** A condition that each sample decides by itself. */
public interface InstantCondition extends Condition {
  /** The result on a sample's value. */
  ConditionResult evaluate(double value);
}
