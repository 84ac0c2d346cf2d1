package dev.tocsin.notifier;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.notifier.ingest.IngestMessages;
import dev.tocsin.notifier.ingest.QueuedMessage;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entry point of the alert events: makes deliveries of them, and delivers nothing itself. */
public final class NotifyIngestHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse> {
  @Inject IngestMessages ingest;

  public NotifyIngestHandler() {
    super(NotifierContext.builder());
  }

  public NotifyIngestHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    return new SQSBatchResponse(
        ingest.run(event.getRecords().stream().map(NotifyIngestHandler::message).toList()).stream()
            .map(SQSBatchResponse.BatchItemFailure::new)
            .toList());
  }

  private static QueuedMessage message(SQSEvent.SQSMessage message) {
    @Nullable Map<String, String> attributes = message.getAttributes();
    String group = attributes == null ? "" : attributes.getOrDefault("MessageGroupId", "");
    String body = message.getBody();
    return new QueuedMessage(message.getMessageId(), group, body == null ? "" : body);
  }
}
