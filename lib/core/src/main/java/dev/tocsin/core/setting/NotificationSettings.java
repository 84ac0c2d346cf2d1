package dev.tocsin.core.setting;

import java.time.Duration;

/**
 * How notifications are sent.
 *
 * @param timeout how long one request may take
 * @param deadline how long a delivery is tried before it becomes a dead letter
 * @param concurrency how many requests are under way at once
 */
public record NotificationSettings(Duration timeout, Duration deadline, int concurrency) {
  public static final NotificationSettings DEFAULT =
      new NotificationSettings(Duration.ofSeconds(5), Duration.ofDays(1), 16);
}
