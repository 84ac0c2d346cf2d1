package dev.tocsin.routing.flush;

import dev.tocsin.routing.config.Integration;
import java.util.Optional;

/**
 * An integration that a group is notified through.
 *
 * @param log empty when nothing was said there, or so long ago that it is forgotten
 * @param inFlight the notification that is being delivered there
 */
public record Target(
    Integration integration, Optional<NotificationLog> log, Optional<Send> inFlight) {

  /** What the integration will know once the delivery in flight has succeeded. */
  Optional<NotificationLog> expectedLog() {
    return inFlight.map(Send::log).or(() -> log);
  }
}
