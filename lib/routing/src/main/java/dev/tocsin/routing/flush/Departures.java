package dev.tocsin.routing.flush;

import dev.tocsin.routing.alert.Alert;
import java.util.List;

/**
 * The members that leave their group after a flush: those that have ended, muted or not.
 *
 * @param resolved as they are at the flush
 * @param afterDelivery whether they stay until all deliveries of the group have succeeded; when one
 *     fails they stay for the next flush
 */
public record Departures(List<Alert> resolved, boolean afterDelivery) {
  public Departures {
    resolved = List.copyOf(resolved);
  }
}
