package dev.tocsin.core.delivery;

import dev.tocsin.core.label.Fingerprint;
import java.time.Duration;
import java.util.Set;

/**
 * What an integration is notified of a group.
 *
 * @param firing the alerts that fire
 * @param resolved those that are resolved
 * @param open those that it was notified of as firing and not as resolved
 * @param keptFor how long it counts as notified
 */
public record GroupNotice(
    Set<Fingerprint> firing, Set<Fingerprint> resolved, Set<Fingerprint> open, Duration keptFor) {
  public GroupNotice {
    firing = Set.copyOf(firing);
    resolved = Set.copyOf(resolved);
    open = Set.copyOf(open);
  }
}
