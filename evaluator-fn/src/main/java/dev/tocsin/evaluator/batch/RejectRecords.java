package dev.tocsin.evaluator.batch;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.platform.deadletter.DeadLetterWriter;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts aside records that are no samples. */
@Singleton
class RejectRecords {
  private final DeadLetterWriter deadLetters;
  private final IdSource ids;

  RejectRecords(DeadLetterWriter deadLetters, IdSource ids) {
    this.deadLetters = deadLetters;
    this.ids = ids;
  }

  /** Part of the caller's transaction. */
  void save(PartitionId partition, List<ReadRecords.Rejected> rejected, Instant now) {
    deadLetters.save(rejected.stream().map(record -> letter(partition, record, now)).toList(), now);
  }

  private DeadLetter letter(PartitionId partition, ReadRecords.Rejected rejected, Instant now) {
    return new DeadLetter(
        ids.next(),
        new DeadLetter.Source.Metric(
            partition.topic(), partition.partition(), rejected.record().offset()),
        rejected.reason(),
        rejected.detail(),
        RawBytes.of(rejected.record().bytes()),
        now,
        Optional.empty());
  }
}
