package dev.tocsin.notifier;

import dev.tocsin.platform.start.FunctionContext;
import io.micronaut.context.ApplicationContextBuilder;

/** How the application context of the notifier's handlers is made, on Lambda and elsewhere. */
public final class NotifierContext {
  static final String NAME = "notifier";

  private NotifierContext() {}

  public static ApplicationContextBuilder builder() {
    return FunctionContext.builder(NAME);
  }

  /** For the handlers of events, which need no HTTP server. */
  static ApplicationContextBuilder ofEvents() {
    return FunctionContext.ofEvents(NAME);
  }
}
