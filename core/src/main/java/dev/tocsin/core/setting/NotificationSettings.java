package dev.tocsin.core.setting;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How notifications are sent.
 *
 * @param url where the notification service is; {@code /api/alerts} is added
 * @param timeout how long one request may take
 * @param deadline how long a delivery is tried before it becomes a dead letter
 * @param concurrency how many requests are under way at once
 */
public record NotificationSettings(
    Optional<URI> url, Duration timeout, Duration deadline, int concurrency) {
  public static final NotificationSettings DEFAULT =
      new NotificationSettings(Optional.empty(), Duration.ofSeconds(5), Duration.ofDays(1), 16);
}
