package dev.tocsin.routing.flush;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What there is to say of a group at an integration.
 *
 * @param alerts those that a notification would hold, in any order
 * @param firing alerts that fire and are not muted
 * @param resolved alerts that have ended and are not muted, also where ends are not sent
 * @param muted alerts that fire but are muted; always empty where {@link
 *     FlushPolicy#hiddenIsNotResolved} is off
 * @param acknowledged those of {@code firing} that are acknowledged
 * @param overdueAt when the last of {@code firing} became overdue that is not acknowledged
 * @param members all alerts of the group that may be open at the integration
 */
record Content(
    List<Alert> alerts,
    Set<Fingerprint> firing,
    Set<Fingerprint> resolved,
    Set<Fingerprint> muted,
    Set<Fingerprint> acknowledged,
    Optional<Instant> overdueAt,
    Set<Fingerprint> members) {}
