package dev.tocsin.routing.event;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What happened to alerts. {@link dev.tocsin.routing.alert.RoutedAlerts#forget} adds the time-out
 * of those that it forgets.
 */
public interface AlertEvents {
  /** Adds events to the caller's transaction; one that is there already stays as it is. */
  void append(Collection<AlertEvent> events);

  /**
   * What happened to an alert, the newest first.
   *
   * @param before only events before this time
   */
  List<AlertEvent> of(Fingerprint alert, Instant before, int limit);
}
