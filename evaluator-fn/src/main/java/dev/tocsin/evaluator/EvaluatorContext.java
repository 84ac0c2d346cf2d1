package dev.tocsin.evaluator;

import dev.tocsin.platform.start.FunctionContext;
import io.micronaut.context.ApplicationContextBuilder;

/** How the application context of the evaluator's handlers is made, on Lambda and elsewhere. */
public final class EvaluatorContext {
  static final String NAME = "evaluator";

  private EvaluatorContext() {}

  public static ApplicationContextBuilder builder() {
    return FunctionContext.builder(NAME);
  }

  /** For the handlers of events, which need no HTTP server. */
  static ApplicationContextBuilder ofEvents() {
    return FunctionContext.ofEvents(NAME);
  }
}
