package dev.tocsin.platform.start;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.Environment;
import java.util.Map;

/** How the application context of each function is made, on Lambda and elsewhere. */
public final class FunctionContext {
  /** Set by Lambda: {@link #ON_DEMAND}, or what it starts the process for. */
  private static final String START = "AWS_LAMBDA_INITIALIZATION_TYPE";

  private static final String ON_DEMAND = "on-demand";

  private FunctionContext() {}

  /**
   * As Micronaut makes contexts for Lambda, but that a bean waits until it is wanted: an archive
   * has several handlers, each of which wants some. Configuration is checked at once all the same.
   *
   * @param name of the function; also an environment, and the setting {@code tocsin.function}
   */
  public static ApplicationContextBuilder builder(String name) {
    return set(ApplicationContext.builder(), name);
  }

  /** The same for a handler that answers no HTTP requests. */
  public static ApplicationContextBuilder ofEvents(String name) {
    return set(new WithoutHttpServer(), name);
  }

  private static ApplicationContextBuilder set(ApplicationContextBuilder builder, String name) {
    return builder
        .environments(Environment.FUNCTION, "lambda", name)
        .deduceEnvironment(false)
        .bootstrapEnvironment(false)
        .eagerInitConfiguration(true)
        .properties(
            Map.of(
                "tocsin.function",
                name,
                "crac.enabled",
                !ON_DEMAND.equals(System.getenv(START)),
                // Nobody on Lambda could read the pool's meters.
                "micronaut.metrics.binders.jdbc.enabled",
                System.getenv(START) == null,
                "crac.refresh-beans",
                false));
  }
}
