package dev.tocsin.enricher;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.LambdaApplicationContextBuilder;
import java.util.Map;

/** How the application context of the enricher's handlers is made, on Lambda and elsewhere. */
public final class EnricherContext {
  static final String NAME = "enricher";

  private EnricherContext() {}

  public static ApplicationContextBuilder builder() {
    return new LambdaApplicationContextBuilder()
        .environments(NAME)
        .properties(Map.of("tocsin.function", NAME, "crac.refresh-beans", false));
  }
}
