package dev.tocsin.core.failure;

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
public final class FailureLog {
  /** A success this soon after a failure is taken for luck: others fail at the same time. */
  static final Duration QUIET = Duration.ofSeconds(2);

  private final Logger log;
  private final String begins;
  private final String ends;
  private final InstantSource clock;
  private @Nullable Instant began;
  private Instant lastFailure = Instant.EPOCH;
  private long failures;

  /**
   * @param what the failing thing, as the subject of a sentence: "queue notify"
   */
  public FailureLog(Logger log, String what, InstantSource clock) {
    this(log, what + " fails and is tried again", what + " works again", clock);
  }

  /**
   * @param begins said at the first failure, before its cause
   * @param ends said when it is over, before how many failures there were
   */
  public FailureLog(Logger log, String begins, String ends, InstantSource clock) {
    this.log = log;
    this.begins = begins;
    this.ends = ends;
    this.clock = clock;
  }

  /**
   * Reports a failure; {@code cause} is logged when it is the first one, with its trace unless it
   * is an outage.
   */
  public void failed(Throwable cause) {
    Optional<Outage> outage = Outage.behind(cause);
    failed(summary(cause), outage.isPresent() ? null : cause);
  }

  /** Reports a failure; {@code why} is logged when it is the first one. */
  public void failed(String why) {
    failed(why, null);
  }

  private synchronized void failed(String why, @Nullable Throwable trace) {
    lastFailure = clock.instant();
    failures++;
    if (began == null) {
      began = lastFailure;
      log.warn("{}: {}", begins, why, trace);
    }
  }

  /** Reports a success, which ends the failures once nothing has failed for {@link #QUIET}. */
  public synchronized void worked() {
    Instant start = began;
    if (start == null || clock.instant().isBefore(lastFailure.plus(QUIET))) {
      return;
    }
    double seconds = Duration.between(start, lastFailure).toMillis() / 1000.0;
    log.info("{}: {} failures in {} s", ends, failures, seconds);
    began = null;
    failures = 0;
  }

  /** On one line, with what it comes from at last. */
  static String summary(Throwable cause) {
    String said =
        Optional.ofNullable(cause.getCause())
            .map(reason -> cause + " (" + rootOf(reason) + ")")
            .orElseGet(cause::toString);
    return said.replaceAll("\\s*\\R\\s*", "; ");
  }

  private static Throwable rootOf(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
