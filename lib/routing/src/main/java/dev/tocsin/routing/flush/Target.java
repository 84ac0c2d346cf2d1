package dev.tocsin.routing.flush;

import dev.tocsin.routing.config.Integration;
import java.util.List;
import java.util.Optional;

/**
 * An integration that a group is notified through.
 *
 * @param log empty when nothing was said there, or so long ago that it is forgotten
 * @param events that wait for the flush, in order; only where every event is wanted
 */
public record Target(
    Integration integration, Optional<NotificationLog> log, List<PendingEvent> events) {
  public Target {
    events = List.copyOf(events);
  }
}
