package dev.tocsin.routing.group;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.UUID;

/**
 * A resolved alert that leaves its group, if it had no news since.
 *
 * @param updatedAt {@link Member#updatedAt} as the decision saw it
 */
public record Leaving(UUID group, Fingerprint alert, Instant updatedAt) {}
