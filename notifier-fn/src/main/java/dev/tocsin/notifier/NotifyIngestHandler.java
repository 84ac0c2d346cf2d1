package dev.tocsin.notifier;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.notifier.ingest.TakeEvents;
import dev.tocsin.platform.queue.EventConsumer;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;

/** Entry point of the alert events: takes them in, and delivers nothing itself. */
public final class NotifyIngestHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse>
    implements JsonHandler<SQSEvent, SQSBatchResponse> {
  @Inject EventConsumer consumer;
  @Inject TakeEvents take;

  public NotifyIngestHandler() {
    super(NotifierContext.ofEvents());
  }

  public NotifyIngestHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    return consumer.consume(QueueName.NOTIFY, event, take);
  }
}
