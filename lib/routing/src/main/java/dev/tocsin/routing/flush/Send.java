package dev.tocsin.routing.flush;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import java.util.List;

/**
 * A notification to send.
 *
 * @param alerts as they are sent, in order; those that fire have no end
 * @param muted alerts of the group that fire but are muted, in order; always empty where {@link
 *     FlushPolicy#hiddenIsNotResolved} is off
 * @param log what to store once it is delivered, {@link NotificationLog#saidAt} that time
 */
public record Send(
    SendReason reason,
    Status status,
    List<Alert> alerts,
    List<Fingerprint> muted,
    NotificationLog log)
    implements Decision {
  public Send {
    alerts = List.copyOf(alerts);
    muted = List.copyOf(muted);
  }
}
