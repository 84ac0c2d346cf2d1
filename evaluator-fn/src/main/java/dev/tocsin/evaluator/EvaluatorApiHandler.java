package dev.tocsin.evaluator;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;

/** Entry point of the evaluator's part of the REST API. */
public final class EvaluatorApiHandler extends ApiGatewayProxyRequestEventFunction {
  public EvaluatorApiHandler() {}

  public EvaluatorApiHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return EvaluatorContext.builder();
  }
}
