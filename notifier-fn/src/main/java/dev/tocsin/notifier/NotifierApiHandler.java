package dev.tocsin.notifier;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;

/** Entry point of the notifier's part of the REST API. */
public final class NotifierApiHandler extends ApiGatewayProxyRequestEventFunction
    implements JsonHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  public NotifierApiHandler() {}

  public NotifierApiHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return NotifierContext.builder();
  }
}
