package dev.tocsin.engine.rule;

import java.util.Optional;

/** Which rules are in force, for all instances. */
public interface RuleActivations {
  /** What is in force; nothing before the first activation. */
  Optional<RuleActivation> current();

  /** The version in force; the cheap question that every batch asks. */
  Optional<String> version();

  /**
   * Locks the activation until the caller's transaction ends, so that one instance at a time
   * changes it.
   */
  void lock();

  /** Puts rules in force, within a transaction that holds the lock. */
  void activate(RuleActivation activation);
}
