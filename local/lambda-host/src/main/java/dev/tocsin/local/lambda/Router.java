package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.local.http.Answer;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Finds what answers a request: the route with the longest prefix of its path. */
final class Router {
  private final Map<String, Route> routes = new ConcurrentHashMap<>();

  /** What answers the requests below a path prefix. */
  sealed interface Route {
    /** Whether no login is asked for before the body is read. */
    boolean isOpen();

    /** A function, which looks at logins and roles again. */
    record Function(
        RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler,
        FailureLog trouble,
        Limit body,
        boolean isOpen)
        implements Route {}

    /** A page of this process, which can only be read. */
    record Page(Supplier<Answer> answer, boolean isOpen) implements Route {}
  }

  /** A route and the prefix under which it was found. */
  record Match(String prefix, Route route) {}

  void add(String prefix, Route route) {
    routes.put(prefix, route);
  }

  Optional<Match> find(String path) {
    return routes.entrySet().stream()
        .filter(route -> path.equals(route.getKey()) || path.startsWith(route.getKey() + "/"))
        .max(Comparator.comparingInt(route -> route.getKey().length()))
        .map(route -> new Match(route.getKey(), route.getValue()));
  }
}
