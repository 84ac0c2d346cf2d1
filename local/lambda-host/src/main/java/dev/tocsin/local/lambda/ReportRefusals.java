package dev.tocsin.local.lambda;

import dev.tocsin.local.http.Exchange;
import dev.tocsin.local.http.RequestHead;
import dev.tocsin.local.http.RequestRefused;
import dev.tocsin.local.http.WebServer;
import dev.tocsin.platform.access.RefusalLog;
import java.io.IOException;
import java.util.Set;

/** Has it logged who is refused what, where a request is not let in. */
final class ReportRefusals implements WebServer.RequestHandler {
  /** 401, 403 and 429: what is refused for who asks, or where the request comes from. */
  private static final Set<Integer> NOT_LET_IN = Set.of(401, 403, 429);

  private final WebServer.RequestHandler handler;
  private final RefusalLog refusals;

  ReportRefusals(WebServer.RequestHandler handler, RefusalLog refusals) {
    this.handler = handler;
    this.refusals = refusals;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    try {
      handler.handle(exchange);
    } catch (RequestRefused refused) {
      if (NOT_LET_IN.contains(refused.answer().status())) {
        refusals.add(request(exchange.head()), refused.sentence());
      }
      throw refused;
    }
  }

  private static RefusalLog.Refused request(RequestHead head) {
    return new RefusalLog.Refused(
        head.method(),
        head.path(),
        head.address(),
        RefusalLog.claimed(head.header("Authorization").orElse("")));
  }
}
