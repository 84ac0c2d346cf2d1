package dev.tocsin.remediation;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.platform.queue.EventConsumer;
import dev.tocsin.platform.start.JsonHandler;
import dev.tocsin.remediation.ingest.PlanRemediations;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;

/** Entry point of the alert events on the remediation queue. */
public final class RemediationEventsHandler
    extends MicronautRequestHandler<SQSEvent, SQSBatchResponse>
    implements JsonHandler<SQSEvent, SQSBatchResponse> {
  @Inject EventConsumer consumer;
  @Inject PlanRemediations plan;

  public RemediationEventsHandler() {
    super(RemediationContext.ofEvents());
  }

  public RemediationEventsHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    return consumer.consume(QueueName.REMEDIATE, event, plan);
  }
}
