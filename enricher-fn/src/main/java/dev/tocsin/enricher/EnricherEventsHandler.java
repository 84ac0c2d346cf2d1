package dev.tocsin.enricher;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.enricher.ingest.RequestEnrichments;
import dev.tocsin.platform.queue.EventConsumer;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;

/** Entry point of the alert events on the enrichment queue. */
public final class EnricherEventsHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse>
    implements JsonHandler<SQSEvent, SQSBatchResponse> {
  @Inject EventConsumer consumer;
  @Inject RequestEnrichments request;

  public EnricherEventsHandler() {
    super(EnricherContext.ofEvents());
  }

  public EnricherEventsHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    return consumer.consume(QueueName.ENRICH, event, request);
  }
}
