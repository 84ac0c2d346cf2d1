package dev.tocsin.core.breaker;

/** What an answer says of the destination that gave it. */
public enum Outcome {
  /** It took what was sent. */
  SUCCESS,
  /** It cannot be reached, does not answer in time, or says itself that it is broken. */
  FAILURE,
  /** It works, but did not take this one: 4xx and 429; or it was not asked after all. */
  NEITHER
}
