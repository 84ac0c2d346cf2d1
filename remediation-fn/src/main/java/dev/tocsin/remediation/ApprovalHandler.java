package dev.tocsin.remediation;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;

/** Entry point of the approval links, behind a REST API. */
public final class ApprovalHandler extends ApiGatewayProxyRequestEventFunction {
  public ApprovalHandler() {}

  public ApprovalHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return RemediationContext.builder();
  }
}
