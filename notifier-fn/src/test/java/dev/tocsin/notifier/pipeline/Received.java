package dev.tocsin.notifier.pipeline;

import dev.tocsin.core.delivery.Delivery;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A notification as its receiver reads it.
 *
 * @param integration {@code team-db/webhook[0]}
 * @param firing names of alerts
 * @param resolved names of alerts
 * @param status of the group: {@code firing} or {@code resolved}
 */
record Received(String integration, Set<String> firing, Set<String> resolved, String status) {
  Received {
    firing = new TreeSet<>(firing);
    resolved = new TreeSet<>(resolved);
  }

  /** What a test expects; the status is firing if any alert is. */
  static Received notified(String receiver, Alerts... alerts) {
    Set<String> firing = names(Stream.of(alerts).filter(Alerts::fire));
    return new Received(
        receiver.contains("/") ? receiver : receiver + "/webhook[0]",
        firing,
        names(Stream.of(alerts).filter(named -> !named.fire())),
        firing.isEmpty() ? "resolved" : "firing");
  }

  static Alerts firing(String... names) {
    return new Alerts(true, List.of(names));
  }

  static Alerts resolved(String... names) {
    return new Alerts(false, List.of(names));
  }

  /** Alerts that a notification names. */
  record Alerts(boolean fire, List<String> names) {}

  private static Set<String> names(Stream<Alerts> alerts) {
    return alerts.flatMap(named -> named.names().stream()).collect(Collectors.toSet());
  }

  /** The same group called firing although no alert of it is shown as such. */
  Received ofFiringGroup() {
    return new Received(integration, firing, resolved, "firing");
  }

  /** Reads the body of a webhook. */
  static Received of(Delivery delivery) {
    Map<String, Object> body = body(delivery);
    return new Received(
        delivery.receiver(),
        names(body, "firing"),
        names(body, "resolved"),
        String.valueOf(body.get("status")));
  }

  static String groupKey(Delivery delivery) {
    return String.valueOf(body(delivery).get("groupKey"));
  }

  private static Map<String, Object> body(Delivery delivery) {
    try {
      return ObjectMapper.getDefault()
          .readValue(delivery.body(), Argument.mapOf(String.class, Object.class));
    } catch (IOException e) {
      throw new UncheckedIOException("this is no webhook's body: " + delivery.body(), e);
    }
  }

  private static Set<String> names(Map<String, Object> body, String status) {
    return maps(body.get("alerts")).stream()
        .filter(alert -> status.equals(alert.get("status")))
        .map(alert -> String.valueOf(map(alert.get("labels")).get("alertname")))
        .collect(Collectors.toSet());
  }

  private static List<Map<?, ?>> maps(@Nullable Object list) {
    return ((List<?>) Objects.requireNonNull(list)).stream().<Map<?, ?>>map(Received::map).toList();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }
}
