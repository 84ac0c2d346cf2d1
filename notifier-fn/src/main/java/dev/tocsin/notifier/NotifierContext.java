package dev.tocsin.notifier;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.LambdaApplicationContextBuilder;
import java.util.Map;

/** How the application context of the notifier's handlers is made, on Lambda and elsewhere. */
public final class NotifierContext {
  static final String NAME = "notifier";

  private NotifierContext() {}

  public static ApplicationContextBuilder builder() {
    return new LambdaApplicationContextBuilder()
        .environments(NAME)
        .properties(Map.of("tocsin.function", NAME, "crac.refresh-beans", false));
  }
}
