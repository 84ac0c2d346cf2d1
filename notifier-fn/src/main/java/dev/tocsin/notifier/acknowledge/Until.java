package dev.tocsin.notifier.acknowledge;

import java.time.Duration;
import java.time.Instant;

/** How long an acknowledgement is to hold. */
public sealed interface Until {
  Instant at(Instant now);

  /** Until a time. */
  record Time(Instant end) implements Until {
    @Override
    public Instant at(Instant now) {
      return end;
    }
  }

  /** For some time from now on. */
  record Lasting(Duration duration) implements Until {
    @Override
    public Instant at(Instant now) {
      return now.plus(duration);
    }
  }
}
