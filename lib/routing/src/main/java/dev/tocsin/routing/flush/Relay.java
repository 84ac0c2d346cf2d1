package dev.tocsin.routing.flush;

import java.util.List;
import java.util.UUID;

/**
 * What becomes of the events that wait at an integration that wants every event.
 *
 * @param reason {@link SendReason#EVENTS} if any is sent; otherwise why none is
 * @param by what mutes, where none is sent; nothing where the reason is no muting
 * @param passed the deliveries of those that are sent, in order
 * @param held those that are not
 */
public record Relay(Reason reason, MutedBy by, List<UUID> passed, List<HeldEvent> held)
    implements Decision {
  public Relay {
    passed = List.copyOf(passed);
    held = List.copyOf(held);
  }
}
