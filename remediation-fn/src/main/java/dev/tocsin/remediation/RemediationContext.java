package dev.tocsin.remediation;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.LambdaApplicationContextBuilder;
import java.util.Map;

/** How the application context of remediation's handlers is made, on Lambda and elsewhere. */
public final class RemediationContext {
  static final String NAME = "remediation";

  private RemediationContext() {}

  public static ApplicationContextBuilder builder() {
    return new LambdaApplicationContextBuilder()
        .environments(NAME)
        .properties(Map.of("tocsin.function", NAME, "crac.refresh-beans", false));
  }
}
