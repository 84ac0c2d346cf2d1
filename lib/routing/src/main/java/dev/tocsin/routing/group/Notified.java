package dev.tocsin.routing.group;

import dev.tocsin.routing.flush.NotificationLog;
import java.time.Instant;
import java.util.UUID;

/**
 * What an integration was notified of a group.
 *
 * @param integration {@link dev.tocsin.routing.config.Integration#key}
 * @param expiresAt from then on the integration counts as never notified
 */
public record Notified(UUID group, String integration, NotificationLog log, Instant expiresAt) {}
