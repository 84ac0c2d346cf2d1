package dev.tocsin.core.rate;

import java.time.Instant;

/** The budgets of requests, shared by all instances. */
public interface RateBudgets {
  /**
   * Takes tokens, one caller at a time. A budget that was never used is full.
   *
   * @param wanted how many are asked for
   */
  RateLimit.Taken take(RateBudget budget, int wanted, Instant now);
}
