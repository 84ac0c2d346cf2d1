package dev.tocsin.notifier;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.notifier.deliver.DeliverDue;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.List;

/** Entry point of the wake-ups: sends what is due. What a wake-up says does not matter. */
public final class DeliveryHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse>
    implements JsonHandler<SQSEvent, SQSBatchResponse> {
  @Inject DeliverDue deliver;

  public DeliveryHandler() {
    super(NotifierContext.ofEvents());
  }

  public DeliveryHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    deliver.run();
    return new SQSBatchResponse(List.of());
  }
}
