package dev.tocsin.core.setting;

import dev.tocsin.core.rate.RateLimit;
import dev.tocsin.core.rate.RateLimits;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the settings of notifications. */
final class NotificationFields {
  private static final int MAX_CONCURRENCY = 256;
  private static final int MAX_REQUESTS = 10_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * Longest time-out of a request in a function that delivers: a claim is for six of them, and with
   * the twenty seconds in which claims are made they must end within the function's minute.
   */
  private static final Duration MOST_TIMEOUT = Duration.ofSeconds(6);

  private NotificationFields() {}

  static Optional<NotificationSettings> read(
      Fields fields, NotificationSettings absent, boolean deployed) {
    Duration timeout = fields.optional("timeout", Shape.positiveDuration(), absent.timeout());
    Duration deadline = fields.optional("deadline", Shape.positiveDuration(), absent.deadline());
    int concurrency =
        fields.optional("concurrency", Shape.integer(1, MAX_CONCURRENCY), absent.concurrency());
    Optional<RateLimit> shared =
        fields
            .optional("rate_limit", Shape.mapping("rate_limit", NotificationFields::rate))
            .or(absent.rates()::destination);
    Map<String, RateLimit> receivers =
        fields.optional("receivers", receivers(), absent.rates().receivers());
    if (deployed && fields.has("timeout") && timeout.compareTo(MOST_TIMEOUT) > 0) {
      fields.problem(
          "timeout",
          "notification.timeout is %s s; it must be at most %d s, since the function that delivers has a minute"
              .formatted(timeout.toMillis() / 1000.0, MOST_TIMEOUT.toSeconds()));
    }
    return fields.build(() ->
        new NotificationSettings(
            timeout, deadline, concurrency, new RateLimits(shared, receivers)));
  }

  private static Optional<RateLimit> rate(Fields fields) {
    Optional<Integer> requests = fields.required("requests", Shape.integer(1, MAX_REQUESTS));
    Duration per = fields.optional("per", Shape.positiveDuration(), SECOND);
    int burst = fields.optional("burst", Shape.integer(1, MAX_REQUESTS), 1);
    return fields.build(() -> RateLimit.of(requests.orElseThrow(), per, burst));
  }

  private record OfReceiver(String name, RateLimit limit) {}

  /** Receivers that have limits of their own, each once. */
  private static Shape<Map<String, RateLimit>> receivers() {
    Set<String> names = new HashSet<>();
    Shape<List<OfReceiver>> list =
        Shape.listOf(Shape.mapping("a receiver", fields -> receiver(fields, names)));
    return list.as(limits -> {
      Map<String, RateLimit> byName = new HashMap<>();
      limits.forEach(limit -> byName.put(limit.name(), limit.limit()));
      return byName;
    });
  }

  private static Optional<OfReceiver> receiver(Fields fields, Set<String> names) {
    Optional<String> name = fields.required("name", Shape.text());
    Optional<RateLimit> limit =
        fields.required("rate_limit", Shape.mapping("rate_limit", NotificationFields::rate));
    name.filter(text -> !names.add(text))
        .ifPresent(text -> fields.problem("name", "receiver \"" + text + "\" is named twice"));
    return fields.build(() -> new OfReceiver(name.orElseThrow(), limit.orElseThrow()));
  }
}
