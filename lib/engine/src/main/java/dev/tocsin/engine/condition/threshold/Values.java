package dev.tocsin.engine.condition.threshold;

import dev.tocsin.engine.window.Summary;

/** The values of a bucket, as far as an aggregate needs them. */
interface Values extends Summary<Values> {
  /** Takes a value at a time in milliseconds. */
  void add(long at, double value);

  boolean isEmpty();

  /** The aggregate of all values; of no meaning when there are none. */
  double result();
}
