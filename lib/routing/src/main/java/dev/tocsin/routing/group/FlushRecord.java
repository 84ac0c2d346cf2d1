package dev.tocsin.routing.group;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a flush decided for one integration: the answer to "why was I (not) notified?".
 *
 * @param integration {@link dev.tocsin.routing.config.Integration#key}
 * @param notifies whether a delivery was made
 * @param reason the code of the reason
 * @param causes what muted: ids of silences, fingerprints of inhibiting alerts, names of intervals;
 *     of a notification to a fallback receiver, the integrations in whose place it was notified
 * @param firing the alerts that were firing, muted ones left out
 * @param resolved those that were resolved
 * @param muted those that were muted
 */
public record FlushRecord(
    UUID group,
    long flush,
    String integration,
    Instant at,
    boolean notifies,
    String reason,
    List<String> causes,
    List<Fingerprint> firing,
    List<Fingerprint> resolved,
    List<Fingerprint> muted) {
  public FlushRecord {
    causes = List.copyOf(causes);
    firing = List.copyOf(firing);
    resolved = List.copyOf(resolved);
    muted = List.copyOf(muted);
  }
}
