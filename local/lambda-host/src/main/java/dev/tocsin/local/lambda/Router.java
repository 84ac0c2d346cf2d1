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

/**
 * Finds what answers a request: the page or action of its path, or the function with the longest
 * prefix of it. A prefix that ends with a slash has only what is below it.
 */
final class Router {
  private final Map<String, Route> routes = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();

  /** What answers the requests below a path prefix. */
  sealed interface Route {
    /** Whether no login is asked for before the body is read. */
    boolean isOpen();

    /**
     * A function, which looks at logins and roles again.
     *
     * @param isShared whether it decides itself what pages of other sites may do
     */
    record Function(
        RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler,
        FailureLog trouble,
        Limit body,
        boolean isOpen,
        boolean isShared)
        implements Route {}

    /** A function whose pages of events are a stream for those who ask for one. */
    record Feed(Function pages) implements Route {
      @Override
      public boolean isOpen() {
        return pages.isOpen();
      }
    }

    /** A page of this process, which can only be read. */
    record Page(Supplier<Answer> answer, boolean isOpen) implements Route {}

    /** Something that this process does when it is asked to by an administrator. */
    record Action(Supplier<Answer> action) implements Route {
      @Override
      public boolean isOpen() {
        return false;
      }
    }
  }

  /** A route and the prefix under which it was found. */
  record Match(String prefix, Route route) {}

  void add(String prefix, Route route) {
    routes.put(prefix, route);
  }

  void redirect(String path, String to) {
    redirects.put(path, to);
  }

  /** Where those who ask for a path are sent. */
  Optional<String> elsewhere(String path) {
    return Optional.ofNullable(redirects.get(path));
  }

  Optional<Match> find(String path) {
    return routes.entrySet().stream()
        .filter(route ->
            path.equals(route.getKey())
                || (route.getValue() instanceof Route.Function && isBelow(path, route.getKey())))
        .max(Comparator.comparingInt(route -> route.getKey().length()))
        .map(route -> new Match(route.getKey().replaceFirst("/$", ""), route.getValue()));
  }

  private static boolean isBelow(String path, String prefix) {
    return path.startsWith(prefix.endsWith("/") ? prefix : prefix + "/");
  }
}
