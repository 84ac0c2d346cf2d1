package dev.tocsin.notifier.wake;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes whoever delivers. A wake-up that cannot be sent is no failure: the next tick finds the same
 * rows. Logs the beginning and the end of an outage.
 */
@Singleton
public class WakeDelivery {
  /** The longest delay that a wake-up can have. */
  public static final Duration LONGEST = Duration.ofSeconds(70);

  private static final Logger LOG = LoggerFactory.getLogger(WakeDelivery.class);

  private final WakeUpCall call;
  private final InstantSource clock;
  private final AtomicBoolean failing = new AtomicBoolean();

  WakeDelivery(WakeUpCall call, InstantSource clock) {
    this.call = call;
    this.clock = clock;
  }

  public void now() {
    send(Duration.ZERO);
  }

  /** Wakes at a time that is not too far away; for later ones there is the tick. */
  public void at(Instant time) {
    Duration ahead = Duration.between(clock.instant(), time);
    Duration delay = ahead.isNegative() ? Duration.ZERO : wholeSeconds(ahead);
    if (delay.compareTo(LONGEST) <= 0) {
      send(delay);
    }
  }

  private static Duration wholeSeconds(Duration duration) {
    return Duration.ofSeconds(duration.plusMillis(999).toSeconds());
  }

  private void send(Duration delay) {
    try {
      call.send(delay);
      if (failing.compareAndSet(true, false)) {
        LOG.info("the queue takes wake-ups again");
      }
    } catch (RuntimeException e) {
      if (failing.compareAndSet(false, true)) {
        LOG.warn("the queue takes no wake-ups; the tick finds what is due: {}", e.toString());
      }
    }
  }
}
