package dev.tocsin.notifier;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;
import io.micronaut.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** Entry point of the notifier's part of the REST API, and of Alertmanager's. */
public final class NotifierApiHandler extends ApiGatewayProxyRequestEventFunction
    implements JsonHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private final boolean isOnLambda;

  /** On Lambda, whose answers have a limit. */
  public NotifierApiHandler() {
    this.isOnLambda = true;
  }

  public NotifierApiHandler(ApplicationContext context) {
    super(context);
    this.isOnLambda = false;
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return NotifierContext.builder();
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent request, @Nullable Context context) {
    APIGatewayProxyResponseEvent answer = super.handleRequest(request, context);
    return isOnLambda
        ? new AnswerLimit(getApplicationContext().getBean(JsonMapper.class)).keep(request, answer)
        : answer;
  }
}
