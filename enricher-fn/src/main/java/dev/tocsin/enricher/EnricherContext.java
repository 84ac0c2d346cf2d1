package dev.tocsin.enricher;

import dev.tocsin.platform.start.FunctionContext;
import io.micronaut.context.ApplicationContextBuilder;

/** How the application context of the enricher's handlers is made, on Lambda and elsewhere. */
public final class EnricherContext {
  static final String NAME = "enricher";

  private EnricherContext() {}

  public static ApplicationContextBuilder builder() {
    return FunctionContext.builder(NAME);
  }

  /** For the handlers of events, which need no HTTP server. */
  static ApplicationContextBuilder ofEvents() {
    return FunctionContext.ofEvents(NAME);
  }
}
