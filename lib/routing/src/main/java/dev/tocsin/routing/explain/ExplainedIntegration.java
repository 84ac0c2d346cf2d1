package dev.tocsin.routing.explain;

import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.group.FlushRecord;
import java.util.Optional;

/**
 * What an integration knows of a group, and why.
 *
 * @param log what it was last notified of
 * @param last what the group's last flush decided for it
 */
public record ExplainedIntegration(
    Integration integration, Optional<NotificationLog> log, Optional<FlushRecord> last) {}
