package dev.tocsin.local.pipeline;

import java.util.Locale;

/** A function of the pipeline, with all its handlers. */
public enum FunctionName {
  EVALUATOR,
  NOTIFIER,
  ENRICHER,
  REMEDIATION;

  /** As people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
