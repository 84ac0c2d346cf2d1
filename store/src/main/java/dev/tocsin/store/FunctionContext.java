package dev.tocsin.store;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.Environment;
import java.util.Map;

/** How the application context of each function is made, on Lambda and elsewhere. */
public final class FunctionContext {
  private FunctionContext() {}

  /**
   * As Micronaut makes contexts for Lambda, but that a bean waits until it is wanted: an archive
   * has several handlers, each of which wants some. Configuration is checked at once all the same.
   *
   * @param name of the function; also an environment, and the setting {@code tocsin.function}
   */
  public static ApplicationContextBuilder builder(String name) {
    return ApplicationContext.builder(Environment.FUNCTION, "lambda", name)
        .deduceEnvironment(false)
        .bootstrapEnvironment(false)
        .eagerInitConfiguration(true)
        .properties(Map.of("tocsin.function", name, "crac.refresh-beans", false));
  }
}
