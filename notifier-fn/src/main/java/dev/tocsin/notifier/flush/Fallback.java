package dev.tocsin.notifier.flush;

import dev.tocsin.routing.config.Integration;
import java.util.List;

/**
 * What stands in for the receiver of a group's route.
 *
 * @param integrations of the fallback receiver that are notified of the group too
 * @param inPlaceOf keys of the integrations that do not get their notifications; empty where only
 *     what was opened at the fallback receiver is closed
 */
record Fallback(List<Integration> integrations, List<String> inPlaceOf) {
  static final Fallback NONE = new Fallback(List.of(), List.of());
}
