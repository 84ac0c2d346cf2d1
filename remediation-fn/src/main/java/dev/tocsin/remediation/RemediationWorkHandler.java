package dev.tocsin.remediation;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.platform.start.JsonHandler;
import dev.tocsin.remediation.work.RunActions;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Entry point of remediation's wake-ups. What they say does not matter: the rows say what is due.
 */
public final class RemediationWorkHandler
    extends MicronautRequestHandler<SQSEvent, SQSBatchResponse>
    implements JsonHandler<SQSEvent, SQSBatchResponse> {
  @Inject RunActions runActions;

  public RemediationWorkHandler() {
    super(RemediationContext.ofEvents());
  }

  public RemediationWorkHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    runActions.run();
    return new SQSBatchResponse(List.of());
  }
}
