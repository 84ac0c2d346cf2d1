package dev.tocsin.core.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * The right to send what was claimed under it, for a time.
 *
 * @param id drawn anew for each claim
 */
public record Lease(UUID id, Instant until) {}
