package dev.tocsin.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. */
public final class MovedClock implements InstantSource {
  private final AtomicReference<Instant> now;

  private MovedClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  /** A clock at 2026-11-21T10:00:00Z. */
  public static MovedClock create() {
    return at("2026-11-21T10:00:00Z");
  }

  /** A clock at an instant as RFC 3339 writes it. */
  public static MovedClock at(String instant) {
    return new MovedClock(Instant.parse(instant));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves the clock and returns its new time. */
  public Instant advance(Duration by) {
    return now.updateAndGet(instant -> instant.plus(by));
  }

  public void set(Instant instant) {
    now.set(instant);
  }
}
