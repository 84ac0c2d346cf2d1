package dev.tocsin.core.setting;

import dev.tocsin.core.rate.RateLimits;
import java.time.Duration;

/**
 * How notifications are sent.
 *
 * @param timeout how long one request may take
 * @param deadline how long a delivery is tried before it becomes a dead letter
 * @param concurrency how many requests are under way at once
 * @param rates how many are sent in a time
 */
public record NotificationSettings(
    Duration timeout, Duration deadline, int concurrency, RateLimits rates) {
  public static final NotificationSettings DEFAULT =
      new NotificationSettings(Duration.ofSeconds(5), Duration.ofDays(1), 16, RateLimits.NONE);
}
