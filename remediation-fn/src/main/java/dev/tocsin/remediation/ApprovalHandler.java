package dev.tocsin.remediation;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.platform.start.JsonHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;

/** Entry point of the approval links, behind a REST API. */
public final class ApprovalHandler extends ApiGatewayProxyRequestEventFunction
    implements JsonHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  public ApprovalHandler() {}

  public ApprovalHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return RemediationContext.builder();
  }
}
