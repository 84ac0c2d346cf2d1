package dev.tocsin.enricher;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.enricher.work.EnrichAlerts;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Entry point of the enricher's wake-ups. What they say does not matter: the rows say what is due.
 */
public final class EnricherWorkHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse>
    implements JsonHandler<SQSEvent, SQSBatchResponse> {
  @Inject EnrichAlerts enrich;

  public EnricherWorkHandler() {
    super(EnricherContext.ofEvents());
  }

  public EnricherWorkHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    enrich.run();
    return new SQSBatchResponse(List.of());
  }
}
