package dev.tocsin.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How tests wait for what another thread or process does: they look again and again, by Awaitility.
 */
public final class Eventually {
  private static final Duration LOOK = Duration.ofMillis(20);

  private Eventually() {}

  /**
   * A condition that has to hold within a time; it is looked at at once and then every 20 ms, by
   * the thread that waits, since consumers and browsers belong to one thread.
   */
  public static ConditionFactory within(Duration limit) {
    return Awaitility.with()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK)
        .await()
        .atMost(limit);
  }
}
