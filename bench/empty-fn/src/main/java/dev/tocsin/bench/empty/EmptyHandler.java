package dev.tocsin.bench.empty;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.micronaut.function.aws.MicronautRequestHandler;
import java.util.List;

/** Takes messages and does nothing with them. */
public class EmptyHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse> {
  @Override
  public SQSBatchResponse execute(SQSEvent messages) {
    return new SQSBatchResponse(List.of());
  }
}
