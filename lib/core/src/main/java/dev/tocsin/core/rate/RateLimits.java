package dev.tocsin.core.rate;

import dev.tocsin.core.breaker.Destination;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often receivers may be called.
 *
 * @param destination the limit of each destination; empty: there is none
 * @param receivers those of receivers that have limits of their own, by name
 */
public record RateLimits(Optional<RateLimit> destination, Map<String, RateLimit> receivers) {
  public static final RateLimits NONE = new RateLimits(Optional.empty(), Map.of());

  public RateLimits {
    receivers = Map.copyOf(receivers);
  }

  /**
   * What requests to an integration are taken from.
   *
   * @param integration its key, {@code team-db/webhook[0]}; receivers are looked for by {@code
   *     team-db}
   * @return empty when it has no limit
   */
  public Optional<RateBudget> budget(String integration, Destination destination) {
    int end = integration.lastIndexOf('/');
    String receiver = end < 0 ? integration : integration.substring(0, end);
    return Stream.concat(
            Optional.ofNullable(receivers.get(receiver))
                .map(own -> new RateBudget("receiver " + receiver, own))
                .stream(),
            this.destination.map(shared -> new RateBudget(destination.value(), shared)).stream())
        .findFirst();
  }
}
