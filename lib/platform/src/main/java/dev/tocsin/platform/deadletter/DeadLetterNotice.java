package dev.tocsin.platform.deadletter;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetter.Source;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The small message that announces a dead letter; the letter itself is in the database. It has the
 * fields of its source only.
 *
 * @param source where it came from: metric, event, or delivery
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record DeadLetterNotice(
    int version,
    UUID id,
    String reason,
    String source,
    @Nullable String topic,
    @Nullable Integer partition,
    @Nullable Long offset,
    @Nullable String queue,
    @Nullable UUID deliveryId,
    @Nullable String destination) {
  private static final int VERSION = 1;

  static DeadLetterNotice of(DeadLetter letter) {
    UUID id = letter.id();
    String reason = letter.reason();
    String source = letter.source().code();
    return switch (letter.source()) {
      case Source.Metric(String topic, int partition, long offset) ->
          new DeadLetterNotice(
              VERSION, id, reason, source, topic, partition, offset, null, null, null);
      case Source.Event(String queue) ->
          new DeadLetterNotice(VERSION, id, reason, source, null, null, null, queue, null, null);
      case Source.Delivery(UUID delivery, String destination) ->
          new DeadLetterNotice(
              VERSION, id, reason, source, null, null, null, null, delivery, destination);
    };
  }
}
