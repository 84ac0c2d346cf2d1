package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Subject.AlertEvent;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.message.Rfc3339;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the API shows it: without its body, which is for its receiver.
 *
 * @param integration whom it is for
 * @param kind {@code group}, or what it says of one alert
 * @param flush the flush of the group that it is of
 * @param fingerprint of the alert that it is about
 * @param dueAt when it is tried next, if it waits
 * @param lastError what the last attempt came to
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShownDelivery(
    UUID id,
    String integration,
    String state,
    String reason,
    String kind,
    @Nullable UUID group,
    @Nullable Long flush,
    @Nullable String fingerprint,
    int attempts,
    int redrives,
    String createdAt,
    @Nullable String dueAt,
    String deadline,
    @Nullable String lastError) {
  static ShownDelivery of(Delivery delivery) {
    Reason reason = delivery.reason();
    boolean waits = reason.state() == Reason.State.WAITING;
    return new ShownDelivery(
        delivery.id(),
        delivery.receiver(),
        reason.state().code(),
        reason.code(),
        delivery.subject().code(),
        delivery.flush().map(GroupFlush::group).orElse(null),
        delivery.flush().map(GroupFlush::flush).orElse(null),
        delivery.event().map(AlertEvent::fingerprint).map(Object::toString).orElse(null),
        delivery.attempts(),
        delivery.redrives(),
        Rfc3339.format(delivery.created()),
        waits ? Rfc3339.format(delivery.dueAt()) : null,
        Rfc3339.format(delivery.deadline()),
        delivery.detail().isEmpty() ? null : delivery.detail());
  }
}
