package dev.tocsin.evaluator;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import dev.tocsin.evaluator.batch.BatchResult;
import dev.tocsin.evaluator.batch.EvaluateBatch;
import dev.tocsin.evaluator.batch.MetricBatches;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;

/** Entry point of the metric batches that the event source mapping delivers. */
public final class MetricsHandler extends MicronautRequestHandler<KafkaEvent, KafkaBatchResponse>
    implements JsonHandler<KafkaEvent, KafkaBatchResponse> {
  @Inject EvaluateBatch evaluate;

  public MetricsHandler() {
    super(EvaluatorContext.ofEvents());
  }

  public MetricsHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public KafkaBatchResponse execute(KafkaEvent event) {
    BatchResult result = evaluate.run(MetricBatches.of(event));
    result.throwIfNothingSucceeded();
    return new KafkaBatchResponse(
        result.failures().stream()
            .map(failure ->
                new KafkaBatchResponse.Failure(
                    new KafkaBatchResponse.Position(
                        failure.batch().partition().toString(), failure.batch().firstOffset())))
            .toList());
  }
}
