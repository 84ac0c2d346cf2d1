package dev.tocsin.evaluator.batch;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent.KafkaEventRecord;
import dev.tocsin.engine.cursor.PartitionId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a Kafka event apart: one batch a partition, in the order in which cursors are locked. */
public final class MetricBatches {
  /** As Kafka's {@code TimestampType.LOG_APPEND_TIME} is named. */
  private static final String APPEND_TIME = "LOG_APPEND_TIME";

  private MetricBatches() {}

  public static List<MetricBatch> of(KafkaEvent event) {
    if (event.getRecords() == null) {
      return List.of();
    }
    return event.getRecords().values().stream()
        .filter(records -> !records.isEmpty())
        .map(MetricBatches::batch)
        .sorted(Comparator.comparing(MetricBatch::partition))
        .toList();
  }

  private static MetricBatch batch(List<KafkaEventRecord> records) {
    KafkaEventRecord first = records.getFirst();
    return new MetricBatch(
        new PartitionId(first.getTopic(), first.getPartition()),
        records.stream()
            .sorted(Comparator.comparingLong(KafkaEventRecord::getOffset))
            .map(record ->
                new RawRecord(
                    record.getOffset(),
                    record.getTimestamp(),
                    APPEND_TIME.equals(record.getTimestampType()),
                    bytes(record.getValue()),
                    cut(record)))
            .toList());
  }

  /** Who reads the log says in a header what is missing of a record. */
  private static Optional<Truncation> cut(KafkaEventRecord record) {
    return Optional.ofNullable(record.getHeaders()).stream()
        .flatMap(List::stream)
        .map(header -> header.get(Truncation.HEADER))
        .filter(Objects::nonNull)
        .flatMap(text -> Truncation.parse(new String(text, StandardCharsets.UTF_8)).stream())
        .findFirst();
  }

  /** A value as the event carries it: in base64, none for a tombstone. */
  private static byte[] bytes(@Nullable String value) {
    return value == null ? new byte[0] : Base64.getDecoder().decode(value);
  }
}
