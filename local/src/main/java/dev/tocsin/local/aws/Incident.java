package dev.tocsin.local.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A spell in which something fails: one line in the log when it begins and one when it is over,
 * however often it was tried in between. Thread-safe.
 */
public final class Incident {
  /** A success this soon after a failure is taken for luck: others fail at the same time. */
  static final Duration QUIET = Duration.ofSeconds(2);

  private final Logger log;
  private final String what;
  private final InstantSource clock;
  private @Nullable Instant began;
  private Instant lastFailure = Instant.EPOCH;
  private long failures;

  /**
   * @param what the failing thing, as the subject of a sentence: "queue notify"
   */
  public Incident(Logger log, String what, InstantSource clock) {
    this.log = log;
    this.what = what;
    this.clock = clock;
  }

  /**
   * Tells of a failure; {@code cause} is logged when it is the first one, with its trace at level
   * debug.
   */
  public synchronized void failed(Throwable cause) {
    Instant now = clock.instant();
    lastFailure = now;
    failures++;
    if (began == null) {
      began = now;
      log.warn("{} fails and is tried again: {}", what, summary(cause));
      log.debug("{} fails", what, cause);
    }
  }

  /** Tells of a success, which ends the incident once nothing has failed for {@link #QUIET}. */
  public synchronized void worked() {
    Instant start = began;
    if (start == null) {
      return;
    }
    Instant now = clock.instant();
    if (now.isBefore(lastFailure.plus(QUIET))) {
      return;
    }
    double seconds = Duration.between(start, lastFailure).toMillis() / 1000.0;
    log.info("{} works again: {} failures in {} s", what, failures, seconds);
    began = null;
    failures = 0;
  }

  private static String summary(Throwable cause) {
    return Optional.ofNullable(cause.getCause())
        .map(reason -> cause + " (" + rootOf(reason) + ")")
        .orElseGet(cause::toString);
  }

  private static Throwable rootOf(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
