package dev.tocsin.evaluator;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.LambdaApplicationContextBuilder;
import java.util.Map;

/** How the application context of the evaluator's handlers is made, on Lambda and elsewhere. */
public final class EvaluatorContext {
  static final String NAME = "evaluator";

  private EvaluatorContext() {}

  public static ApplicationContextBuilder builder() {
    return new LambdaApplicationContextBuilder()
        .environments(NAME)
        .properties(
            Map.of("tocsin.function", NAME, "crac.refresh-beans", false, "kafka.enabled", false));
  }
}
