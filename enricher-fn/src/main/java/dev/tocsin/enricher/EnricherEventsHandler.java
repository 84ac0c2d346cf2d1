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
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entry point of the alert events on the enrichment queue. */
public final class EnricherEventsHandler
    extends MicronautRequestHandler<SQSEvent, SQSBatchResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(EnricherEventsHandler.class);
  private static final String GROUP = "MessageGroupId";

  private final AtomicBoolean failing = new AtomicBoolean();

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
    note(failed);
    return new SQSBatchResponse(
        failed.stream()
            .map(one -> new SQSBatchResponse.BatchItemFailure(one.message().getMessageId()))
            .toList());
  }

  /** A line when messages begin to fail and one when they are taken again. */
  private void note(List<Failed<SQSMessage>> failed) {
    if (failed.isEmpty()) {
      if (failing.compareAndSet(true, false)) {
        LOG.info("messages are taken again");
      }
    } else if (failed.getFirst() instanceof Failed.Broken<SQSMessage> broken
        && failing.compareAndSet(false, true)) {
      LOG.warn(
          "messages are not taken and come again, the first is {}: {}",
          broken.message().getMessageId(),
          broken.why().toString());
    }
  }

  private static String group(SQSMessage message) {
    Map<String, String> attributes = message.getAttributes();
    return attributes == null ? "" : attributes.getOrDefault(GROUP, "");
  }
}
