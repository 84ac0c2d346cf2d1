package dev.tocsin.evaluator;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent.KafkaEventRecord;
import dev.tocsin.engine.builtin.LogSnapshot;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.evaluator.watermark.LogEnds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A topic in memory, whose records are handed over in any cut. */
final class Topic implements LogEnds {
  static final String NAME = "gds.metrics.production";

  private final Map<Integer, List<byte[]>> partitions = new TreeMap<>();
  private long timestamp;

  private boolean isAway;

  void add(int partition, Sample sample) {
    add(partition, json(sample).getBytes(StandardCharsets.UTF_8));
  }

  void add(int partition, byte[] record) {
    partitions.computeIfAbsent(partition, number -> new ArrayList<>()).add(record);
  }

  int size(int partition) {
    return partitions.getOrDefault(partition, List.of()).size();
  }

  /** Records of one partition, from an offset to before another. */
  KafkaEvent event(int partition, int from, int to) {
    return event(Map.of(partition, new int[] {from, to}));
  }

  /** Records of several partitions. */
  KafkaEvent event(Map<Integer, int[]> ranges) {
    Map<String, List<KafkaEventRecord>> records = new HashMap<>();
    ranges.forEach((partition, range) -> {
      List<KafkaEventRecord> part = new ArrayList<>();
      for (int offset = range[0]; offset < range[1]; offset++) {
        part.add(record(partition, offset));
      }
      records.put(NAME + "-" + partition, part);
    });
    return KafkaEvent.builder().withRecords(records).build();
  }

  /** Gives all records this timestamp of Kafka's. */
  void stamp(Instant time) {
    timestamp = time.toEpochMilli();
  }

  private KafkaEventRecord record(int partition, int offset) {
    byte[] value = partitions.getOrDefault(partition, List.of()).get(offset);
    return KafkaEventRecord.builder()
        .withTopic(NAME)
        .withPartition(partition)
        .withOffset(offset)
        .withTimestamp(timestamp)
        .withValue(Base64.getEncoder().encodeToString(value))
        .build();
  }

  static String json(Sample sample) {
    String tags =
        sample.labels().asMap().entrySet().stream()
            .filter(label -> !label.getKey().equals("instance_id"))
            .map(label -> "\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    String instance =
        sample.labels().has("instance_id")
            ? "\"instance_id\":\"" + sample.labels().get("instance_id") + "\","
            : "";
    return "{\"metric_name\":\"%s\",%s\"value\":%s,\"timestamp\":\"%s\",\"tags\":%s}"
        .formatted(sample.metricName(), instance, sample.value(), sample.timestamp(), tags);
  }

  @Override
  public List<PartitionId> partitions(Collection<String> topics) {
    return partitions.keySet().stream().map(number -> new PartitionId(NAME, number)).toList();
  }

  @Override
  public List<Look> look(Map<PartitionId, Long> nextOffsets) {
    if (isAway) {
      throw new IllegalStateException("the log does not answer");
    }
    List<Look> looks = new ArrayList<>();
    nextOffsets.forEach((id, next) -> {
      long end = size(id.partition());
      looks.add(new Look(new LogSnapshot(id, 0, end, Math.max(0, next - end)), next == end));
    });
    return looks;
  }

  /** Whether it answers no more. */
  void away(boolean now) {
    isAway = now;
  }

  /** Deletes the topic and makes it anew, with as many partitions and no record. */
  void makeAnew() {
    partitions.values().forEach(List::clear);
  }
}
