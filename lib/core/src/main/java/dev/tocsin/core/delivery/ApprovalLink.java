package dev.tocsin.core.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * What an approval link is derived from when its delivery is sent; the token is kept nowhere.
 *
 * @param parametersHash as in {@link dev.tocsin.core.message.ApprovalRequested}
 */
public record ApprovalLink(UUID runId, String parametersHash, Instant expiresAt) {}
