package dev.tocsin.evaluator;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;

/** Entry point of the evaluator's part of the REST API. */
public final class EvaluatorApiHandler extends ApiGatewayProxyRequestEventFunction
    implements JsonHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  public EvaluatorApiHandler() {}

  public EvaluatorApiHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return EvaluatorContext.builder();
  }
}
