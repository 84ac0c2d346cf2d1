package dev.tocsin.enricher;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tocsin.core.outbox.GroupedMessages;
import dev.tocsin.core.outbox.GroupedMessages.Failed;
import dev.tocsin.enricher.ingest.NoteAlerts;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entry point of the alert events on the enrichment queue. */
public final class EnricherEventsHandler
    extends MicronautRequestHandler<SQSEvent, SQSBatchResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(EnricherEventsHandler.class);
  private static final String GROUP = "MessageGroupId";

  @Inject NoteAlerts note;

  public EnricherEventsHandler() {
    super(EnricherContext.builder());
  }

  public EnricherEventsHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    List<Failed<SQSMessage>> failed =
        GroupedMessages.work(
            event.getRecords(),
            EnricherEventsHandler::group,
            message -> note.run(message.getBody()));
    for (Failed<SQSMessage> one : failed) {
      if (one instanceof Failed.Broken<SQSMessage> broken) {
        LOG.warn(
            "message {} was not taken and comes again: {}",
            broken.message().getMessageId(),
            broken.why().toString());
      }
    }
    return new SQSBatchResponse(
        failed.stream()
            .map(one -> new SQSBatchResponse.BatchItemFailure(one.message().getMessageId()))
            .toList());
  }

  private static String group(SQSMessage message) {
    Map<String, String> attributes = message.getAttributes();
    return attributes == null ? "" : attributes.getOrDefault(GROUP, "");
  }
}
