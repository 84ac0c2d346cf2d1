package dev.tocsin.remediation;

import dev.tocsin.platform.start.FunctionContext;
import io.micronaut.context.ApplicationContextBuilder;

/** How the application context of remediation's handlers is made, on Lambda and elsewhere. */
public final class RemediationContext {
  static final String NAME = "remediation";

  private RemediationContext() {}

  public static ApplicationContextBuilder builder() {
    return FunctionContext.builder(NAME);
  }

  /** For the handlers of events, which need no HTTP server. */
  static ApplicationContextBuilder ofEvents() {
    return FunctionContext.ofEvents(NAME);
  }
}
