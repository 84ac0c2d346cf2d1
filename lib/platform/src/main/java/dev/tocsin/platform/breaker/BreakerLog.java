package dev.tocsin.platform.breaker;

import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.breaker.Destination;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line in the log for each change of a shared breaker's state, by whoever made it. */
public final class BreakerLog {
  private static final Logger LOG = LoggerFactory.getLogger(BreakerLog.class);

  private BreakerLog() {}

  /**
   * Reports a change, unless the state stayed as it was.
   *
   * @param failures how many of them open a closed breaker
   */
  public static void log(Destination destination, BreakerStore.Change change, int failures) {
    if (!change.ofState()) {
      return;
    }
    switch (change.after()) {
      case Breaker.Closed closed -> LOG.info("breaker {} closed", destination);
      case Breaker.HalfOpen half -> LOG.info("breaker {} half-open", destination);
      case Breaker.Open open ->
          LOG.warn(
              "breaker {} opened after {}",
              destination,
              change.before() instanceof Breaker.HalfOpen
                  ? "a failed probe"
                  : failures + " failures");
    }
  }
}
