package dev.tocsin.notifier.flush;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.flush.FlushPolicy;
import dev.tocsin.routing.flush.Send;
import dev.tocsin.routing.route.Route;

/**
 * What there is to say of a group at an integration.
 *
 * @param groupLabels those that name the group at its route
 * @param externalUrl where people reach this system
 */
public record Notice(
    Route route, Labels groupLabels, Send send, FlushPolicy policy, String externalUrl) {
  public String groupKey() {
    return route.groupKey(groupLabels);
  }
}
