package dev.tocsin.routing.flush;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Set;

/**
 * What an integration knows of a group: its last successful notification.
 *
 * @param firing what fires, as it was last said
 * @param resolved what ended, as it was last said
 * @param open alerts that were announced and whose end was not sent yet; empty where ends are not
 *     sent at all
 * @param at when it was said
 */
public record NotificationLog(
    Set<Fingerprint> firing, Set<Fingerprint> resolved, Set<Fingerprint> open, Instant at) {
  public NotificationLog {
    firing = Set.copyOf(firing);
    resolved = Set.copyOf(resolved);
    open = Set.copyOf(open);
  }

  /** The same, said at another time. */
  public NotificationLog saidAt(Instant time) {
    return new NotificationLog(firing, resolved, open, time);
  }
}
