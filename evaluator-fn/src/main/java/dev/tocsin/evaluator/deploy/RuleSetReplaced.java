package dev.tocsin.evaluator.deploy;

/** Other rules are in force than those that this instance has: it must load them first. */
public final class RuleSetReplaced extends RuntimeException {
  RuleSetReplaced(String message) {
    super(message);
  }
}
