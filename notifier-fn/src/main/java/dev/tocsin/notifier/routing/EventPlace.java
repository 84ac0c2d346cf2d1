package dev.tocsin.notifier.routing;

import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.group.FlushCall;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.route.Route;
import java.time.Instant;

/**
 * Where an event of an alert waits to be sent.
 *
 * @param group whose flush decides on it
 * @param integration that wants every event
 */
public record EventPlace(GroupRef group, Route route, Integration integration) {
  public GroupIntegration key() {
    return new GroupIntegration(group.id(), integration.key());
  }

  /** The call for a flush, for an event that arrives. */
  public FlushCall call(Routing routing, Instant now) {
    return new FlushCall(group, now.plus(route.groupWait()), routing.flushesAtOnce());
  }
}
