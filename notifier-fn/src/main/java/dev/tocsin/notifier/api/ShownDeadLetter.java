package dev.tocsin.notifier.api;

import dev.tocsin.core.access.Principal;
import dev.tocsin.core.access.Role;
import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetter.Source;
import dev.tocsin.core.message.Rfc3339;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as the API shows it.
 *
 * @param source what it was: metric, event, or delivery
 * @param rawBase64 its bytes; in a list, the first 64 KiB of them. Records of metrics show theirs
 *     to all who may read; what an event or a delivery holds is meant for others, and shown to
 *     admins
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record ShownDeadLetter(
    UUID id,
    String source,
    String reason,
    String detail,
    @Nullable String topic,
    @Nullable Integer partition,
    @Nullable Long offset,
    @Nullable String queue,
    @Nullable UUID deliveryId,
    @Nullable String destination,
    String createdAt,
    @Nullable String redrivenAt,
    @Nullable String rawBase64) {
  static ShownDeadLetter of(DeadLetter letter, Principal reader) {
    boolean all = reader.may(Role.ADMIN);
    return switch (letter.source()) {
      case Source.Metric(String topic, int partition, long offset) ->
          of(letter, true, "metric", topic, partition, offset, null, null, null);
      case Source.Event(String queue) ->
          of(letter, all, "event", null, null, null, queue, null, null);
      case Source.Delivery(UUID delivery, String destination) ->
          of(letter, all, "delivery", null, null, null, null, delivery, destination);
    };
  }

  private static ShownDeadLetter of(
      DeadLetter letter,
      boolean withBytes,
      String source,
      @Nullable String topic,
      @Nullable Integer partition,
      @Nullable Long offset,
      @Nullable String queue,
      @Nullable UUID delivery,
      @Nullable String destination) {
    return new ShownDeadLetter(
        letter.id(),
        source,
        letter.reason(),
        letter.detail(),
        topic,
        partition,
        offset,
        queue,
        delivery,
        destination,
        Rfc3339.format(letter.created()),
        letter.redriven().map(Rfc3339::format).orElse(null),
        withBytes ? Base64.getEncoder().encodeToString(letter.raw().toArray()) : null);
  }
}
