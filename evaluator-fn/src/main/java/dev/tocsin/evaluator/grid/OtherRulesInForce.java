package dev.tocsin.evaluator.grid;

/** Other rules are in force than those that this instance has: it must load them first. */
public final class OtherRulesInForce extends RuntimeException {
  OtherRulesInForce(String message) {
    super(message);
  }
}
