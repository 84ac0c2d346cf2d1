package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import dev.tocsin.evaluator.KafkaBatchResponse;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** A function to which {@link KafkaReader} hands records. */
interface KafkaFunction {
  /** For the log. */
  String name();

  /** Takes a batch; says which of its partitions failed, and throws when all of it did. */
  KafkaBatchResponse take(KafkaEvent batch);

  /**
   * Where partitions go on, as the function itself knows it; others go on at the group's offsets.
   *
   * @throws RuntimeException when it does not know now; then all go on at the group's offsets
   */
  Map<TopicPartition, Long> positions();
}
