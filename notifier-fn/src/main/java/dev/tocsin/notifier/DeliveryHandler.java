package dev.tocsin.notifier;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.notifier.dispatch.DispatchDue;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Entry point of the wake-ups: flushes groups that are due and sends what is due. What a wake-up
 * says does not matter.
 */
public final class DeliveryHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse>
    implements JsonHandler<SQSEvent, SQSBatchResponse> {
  @Inject DispatchDue dispatch;

  public DeliveryHandler() {
    super(NotifierContext.ofEvents());
  }

  public DeliveryHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    dispatch.run();
    return new SQSBatchResponse(List.of());
  }
}
