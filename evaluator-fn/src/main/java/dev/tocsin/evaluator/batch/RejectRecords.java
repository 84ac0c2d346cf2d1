package dev.tocsin.evaluator.batch;

import dev.tocsin.core.cursor.PartitionId;
import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.QueueName;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Puts aside records that are no samples, with a small notice for whoever watches. */
@Singleton
class RejectRecords {
  private final DeadLetters deadLetters;
  private final Outbox outbox;
  private final IdSource ids;
  private final ObjectMapper json;

  RejectRecords(DeadLetters deadLetters, Outbox outbox, IdSource ids, ObjectMapper json) {
    this.deadLetters = deadLetters;
    this.outbox = outbox;
    this.ids = ids;
    this.json = json;
  }

  /** Part of the caller's transaction. Returns the lanes that have something to send. */
  Set<Lane> save(PartitionId partition, List<ReadRecords.Rejected> rejected, Instant now) {
    if (rejected.isEmpty()) {
      return Set.of();
    }
    Lane lane =
        new Lane(QueueName.DEAD_LETTERS, Math.floorMod(partition.hashCode(), Fingerprint.SHARDS));
    List<DeadLetter> letters = new ArrayList<>(rejected.size());
    List<OutboxEvent> notices = new ArrayList<>(rejected.size());
    for (ReadRecords.Rejected record : rejected) {
      UUID id = ids.next();
      letters.add(letter(id, partition, record, now));
      notices.add(new OutboxEvent(id, lane, notice(id, partition, record)));
    }
    deadLetters.add(letters);
    outbox.add(notices, now);
    return Set.of(lane);
  }

  private static DeadLetter letter(
      UUID id, PartitionId partition, ReadRecords.Rejected rejected, Instant now) {
    return new DeadLetter(
        id,
        new DeadLetter.Source.Metric(
            partition.topic(), partition.partition(), rejected.record().offset()),
        rejected.reason(),
        rejected.detail(),
        RawBytes.of(rejected.record().bytes()),
        now,
        Optional.empty());
  }

  private String notice(UUID id, PartitionId partition, ReadRecords.Rejected rejected) {
    try {
      return json.writeValueAsString(
          new DeadLetterNotice(
              1,
              id,
              rejected.reason(),
              partition.topic(),
              partition.partition(),
              rejected.record().offset()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
