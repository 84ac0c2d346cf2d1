package dev.tocsin.local.alertmanager;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** A handler that answers so many GET requests at once, and others with 503. */
final class LimitedGets
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private final RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler;
  private final int most;
  private final Semaphore slots;

  LimitedGets(
      RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler, int most) {
    this.handler = handler;
    this.most = most;
    this.slots = new Semaphore(most);
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent request, Context context) {
    if (!request.getHttpMethod().equals("GET")) {
      return handler.handleRequest(request, context);
    }
    if (!slots.tryAcquire()) {
      return new APIGatewayProxyResponseEvent()
          .withStatusCode(503)
          .withHeaders(Map.of("Content-Type", "text/plain; charset=utf-8"))
          .withBody(
              "Limit of concurrent GET requests reached (%d), try again later.\n".formatted(most));
    }
    try {
      return handler.handleRequest(request, context);
    } finally {
      slots.release();
    }
  }
}
