package dev.tocsin.local.upstream;

import java.time.Duration;
import java.util.List;

/** What a scenario is about, since not everything can be decided without a race in one of them. */
enum Flavour {
  /** Webhooks accept everything. */
  PLAIN,
  /** Alerts that are not posted again end soon. */
  TIMEOUT,
  /** Webhooks fail and are slow. */
  FAILURES,
  /**
   * Reloads before the first flush, on which upstream's groups wait anew: {@code group_wait} is
   * long.
   */
  EARLY_RELOAD,
  /** Reloads at any time: each alert is its own group, which upstream flushes at once. */
  LATE_RELOAD;

  boolean inhibits() {
    return this != LATE_RELOAD;
  }

  boolean reloads() {
    return this == EARLY_RELOAD || this == LATE_RELOAD;
  }

  Duration resolveTimeout() {
    return this == TIMEOUT ? Duration.ofMillis(4200) : Duration.ofMinutes(5);
  }

  /**
   * A {@code repeat_interval} that does not end near a multiple of {@code group_interval}, counted
   * from a flush or, where webhooks fail, from the success up to 0.75 s after it.
   */
  int repeatMillis(Pick pick) {
    return this == FAILURES ? 3120 : pick.of(List.of(3500, 5500));
  }
}
