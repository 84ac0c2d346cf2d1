package dev.tocsin.core.remediation;

import java.time.Instant;
import java.util.UUID;

/**
 * Something a person decided.
 *
 * @param principal who: a login, or {@code link} when possession of the link sufficed
 * @param source the address it came from; empty when unknown
 * @param action {@code remediation.approve} or {@code remediation.deny}
 * @param subject the run
 * @param comment what was said with it; may be empty
 */
public record AuditEntry(
    UUID id,
    Instant at,
    String principal,
    String source,
    String action,
    UUID subject,
    String comment) {}
