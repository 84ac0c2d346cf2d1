package dev.tocsin.routing.group;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.route.Route;
import java.util.UUID;

/**
 * A group, known by its route and its labels alone, so that it is the same after a restart and
 * after a reload that leaves its route.
 *
 * @param routeId {@link Route#id}
 * @param labels {@link Route#groupLabels} of its alerts
 */
public record GroupRef(UUID id, String routeId, Labels labels) {
  /** The group of an alert at a route. */
  public static GroupRef of(Route route, Labels alert) {
    Labels labels = route.groupLabels(alert);
    String name = route.id() + '\n' + labels.fingerprint() + '\n' + labels;
    return new GroupRef(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)), route.id(), labels);
  }
}
