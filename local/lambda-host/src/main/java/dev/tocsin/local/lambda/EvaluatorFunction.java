package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.evaluator.KafkaBatchResponse;
import dev.tocsin.evaluator.MetricsHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The evaluator in this process. Where a partition goes on is in its database. */
@Singleton
@Requires(property = "tocsin.kafka.listen", value = "true")
@Requires(property = "tocsin.function", value = "evaluator")
final class EvaluatorFunction implements KafkaFunction {
  private final MetricsHandler handler;
  private final PartitionCursors cursors;

  EvaluatorFunction(ApplicationContext context, PartitionCursors cursors) {
    this.handler = new MetricsHandler(context);
    this.cursors = cursors;
  }

  @Override
  public String name() {
    return "evaluator";
  }

  @Override
  public KafkaBatchResponse take(KafkaEvent batch) {
    return handler.execute(batch);
  }

  @Override
  public Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (PartitionCursor cursor : cursors.all()) {
      if (cursor.nextOffset() > 0) {
        positions.put(
            new TopicPartition(cursor.id().topic(), cursor.id().partition()), cursor.nextOffset());
      }
    }
    return positions;
  }
}
