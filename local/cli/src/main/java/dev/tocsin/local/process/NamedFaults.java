package dev.tocsin.local.process;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breaks the process at named points, for drills: {@code
 * after_commit=kill@0.01,after_send=throw@0.1}. {@code kill} is SIGKILL, {@code throw} an
 * exception; the number is the chance at each passing. The environment variable {@link #VARIABLE}
 * has the plan.
 */
public final class NamedFaults implements FaultPoints {
  private static final Logger LOG = LoggerFactory.getLogger(NamedFaults.class);

  private static final String VARIABLE = "TOCSIN_FAULTS";

  private final Map<FaultPoint, Plan> plans;
  private final RandomGenerator random;

  private NamedFaults(Map<FaultPoint, Plan> plans, RandomGenerator random) {
    this.plans = plans;
    this.random = random;
  }

  /** Reads the plan of an environment; throws as {@link #parse} does. */
  public static FaultPoints of(Map<String, String> environment, RandomGenerator random) {
    return parse(environment.getOrDefault(VARIABLE, ""), random);
  }

  /**
   * Reads a plan; an empty one breaks nothing.
   *
   * @throws UserError when it is not of the form above
   */
  public static FaultPoints parse(String text, RandomGenerator random) {
    if (text.isBlank()) {
      return FaultPoints.NONE;
    }
    Map<FaultPoint, Plan> plans = new EnumMap<>(FaultPoint.class);
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      int at = part.indexOf('@');
      if (equals < 0 || at < equals) {
        throw refused(part);
      }
      plans.put(
          point(part.substring(0, equals).strip(), part),
          plan(part.substring(equals + 1, at), part.substring(at + 1), part));
    }
    return new NamedFaults(plans, random);
  }

  private static FaultPoint point(String name, String part) {
    return Arrays.stream(FaultPoint.values())
        .filter(point -> point.code().equals(name))
        .findFirst()
        .orElseThrow(() -> refused(part));
  }

  private static Plan plan(String action, String chance, String part) {
    try {
      double parsed = Double.parseDouble(chance);
      if ((action.equals("kill") || action.equals("throw")) && parsed >= 0 && parsed <= 1) {
        return new Plan(action.equals("kill"), parsed);
      }
    } catch (NumberFormatException e) {
      throw refused(part);
    }
    throw refused(part);
  }

  private static UserError refused(String part) {
    return new UserError(
        "\"%s\" is no fault: it must be POINT=kill@CHANCE or POINT=throw@CHANCE, with a POINT of %s"
            .formatted(
                part,
                Arrays.stream(FaultPoint.values())
                    .map(FaultPoint::code)
                    .collect(Collectors.joining(", "))));
  }

  @Override
  public void reach(FaultPoint point) {
    Optional<Plan> plan = Optional.ofNullable(plans.get(point));
    if (plan.isPresent() && random.nextDouble() < plan.get().chance()) {
      LOG.warn("fault {}", point.code());
      if (plan.get().kill()) {
        kill();
      }
      throw new IllegalStateException("fault " + point.code());
    }
  }

  private static void kill() {
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    } catch (IOException e) {
      LOG.warn("no kill on this system: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(137);
  }

  private record Plan(boolean kill, double chance) {}
}
