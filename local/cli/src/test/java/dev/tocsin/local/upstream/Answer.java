package dev.tocsin.local.upstream;

import java.time.Duration;

/** How a webhook answers the attempts to notify it of one group. */
enum Answer {
  /** Each attempt succeeds. */
  ACCEPTS(0, 200, Duration.ZERO),
  /** Each attempt succeeds after a while. */
  IS_SLOW(0, 200, Duration.ofMillis(400)),
  /** The first two attempts get a final refusal, so that the next flush tries again. */
  REFUSES_TWICE(2, 400, Duration.ZERO),
  /** The first attempt gets an error after which the sender tries again by itself. */
  FAILS_ONCE(1, 500, Duration.ZERO);

  private final int failures;
  private final int failure;
  private final Duration delay;

  Answer(int failures, int failure, Duration delay) {
    this.failures = failures;
    this.failure = failure;
    this.delay = delay;
  }

  /** The status of an attempt, the first being 0. */
  int status(int attempt) {
    return attempt < failures ? failure : 200;
  }

  Duration delay() {
    return delay;
  }
}
