package dev.tocsin.routing.group;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What flushes decided, newest first; {@link Groups#record} adds to it. */
public interface FlushHistory {
  /**
   * The decisions on a group, one for each flush and integration.
   *
   * @param before only flushes before this time
   */
  List<FlushRecord> ofGroup(UUID group, Instant before, int limit);

  /**
   * The decisions on groups in whose flush an alert was.
   *
   * @param before only flushes before this time
   */
  List<FlushRecord> ofAlert(Collection<UUID> groups, Fingerprint alert, Instant before, int limit);

  /**
   * The decisions on an integration, of all groups.
   *
   * @param before only flushes before this time
   */
  List<FlushRecord> ofIntegration(String integration, Instant before, int limit);
}
