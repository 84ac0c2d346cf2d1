package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.local.http.Answer;
import dev.tocsin.local.http.Exchange;
import dev.tocsin.local.http.HeadChecks;
import dev.tocsin.local.http.RequestHead;
import dev.tocsin.local.http.RequestRefused;
import dev.tocsin.local.http.RequestSlots;
import dev.tocsin.local.http.ServerTls;
import dev.tocsin.local.http.TlsFiles;
import dev.tocsin.local.http.WebServer;
import dev.tocsin.platform.access.Authenticator;
import dev.tocsin.platform.access.CrossSitePolicy;
import dev.tocsin.platform.access.RefusalLog;
import dev.tocsin.platform.access.RequestOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST API of API Gateway in front of the functions: hands a request to the function with the
 * longest matching path prefix, as a Lambda proxy event. Every answer that is its own is a problem
 * document.
 */
public final class HttpGateway implements AutoCloseable {
  /** As long as API Gateway waits for a function. */
  public static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(29);

  public static final String LOOPBACK = "127.0.0.1";

  private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);

  private final Listen listen;
  private final Router router = new Router();
  private final ReaderAuth access;
  private final LambdaInvoker functions;
  private final RequestSlots slots;
  private final WebServer server;

  /**
   * Where it listens, and who may ask.
   *
   * @param address a name or number of this host
   * @param port 0 for any free one
   * @param authenticator of those who may ask; functions ask it again, for the role that they need.
   *     None: it listens on loopback only, for everyone there
   * @param publicUrl under which people reach it, if that is not its address
   * @param tls how HTTPS is spoken; none: HTTP in the clear
   * @param visitors who may ask without credentials, and from where
   * @param prefix of all paths, such as {@code /alerts}; may be empty
   * @param headers of all answers
   */
  public record Listen(
      String address,
      int port,
      Optional<Authenticator> authenticator,
      Optional<URI> publicUrl,
      Optional<ServerTls.Source> tls,
      Limits limits,
      LimitHits hits,
      Visitors visitors,
      String prefix,
      Supplier<Map<String, String>> headers) {
    /** For visitors from this host, without a prefix and headers. */
    public Listen(
        String address,
        int port,
        Optional<Authenticator> authenticator,
        Optional<URI> publicUrl,
        Optional<TlsFiles> tls,
        Limits limits,
        LimitHits hits) {
      this(
          address,
          port,
          authenticator,
          publicUrl,
          tls.map(ServerTls.Source::of),
          limits,
          hits,
          Visitors.OF_THIS_HOST,
          "",
          Map::of);
    }
  }

  /** Who may ask where no credentials are asked for. */
  public enum Visitors {
    /** Programs on this host that name it so, and pages that it serves itself. */
    OF_THIS_HOST,
    /** Everyone who reaches the address, by any name, and pages of any site, as at Alertmanager. */
    ANY
  }

  private HttpGateway(InetSocketAddress address, Listen listen, Duration functionTimeout)
      throws IOException {
    this.listen = listen;
    this.access = new ReaderAuth(listen.authenticator());
    this.functions = new LambdaInvoker(functionTimeout);
    this.slots = new RequestSlots(listen.limits());
    this.server =
        WebServer.start(
            address,
            listen.tls(),
            listen.limits(),
            listen.hits(),
            new ReportRefusals(this::handle, new RefusalLog(InstantSource.system())));
  }

  /**
   * Starts to listen; without routes, every request gets 404.
   *
   * @param port 0 for any free one
   */
  public static HttpGateway start(int port, Duration functionTimeout) {
    return start(
        new Listen(
            LOOPBACK,
            port,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Limits.DEFAULT,
            LimitHits.NONE),
        functionTimeout);
  }

  /** Starts to listen; without routes, every request gets 404. */
  public static HttpGateway start(Listen listen, Duration functionTimeout) {
    InetSocketAddress address = new InetSocketAddress(listen.address(), listen.port());
    if (address.isUnresolved()) {
      throw new UserError("\"%s\" is no address of this host.".formatted(listen.address()));
    }
    if (isGuarded(listen) && !address.getAddress().isLoopbackAddress()) {
      throw new UserError(
          "Without credentials HTTP is served on loopback only, not on %s: name a file by --credentials."
              .formatted(listen.address()));
    }
    try {
      return new HttpGateway(address, listen, functionTimeout);
    } catch (IOException e) {
      throw new UserError(
          "Port %d for HTTP is taken: stop what listens there, or choose another port."
              .formatted(listen.port()),
          e);
    }
  }

  private static boolean isGuarded(Listen listen) {
    return listen.authenticator().isEmpty() && listen.visitors() == Visitors.OF_THIS_HOST;
  }

  /** Hands requests below {@code prefix} to a function, several at a time. */
  public void route(
      String prefix,
      RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> function) {
    route(prefix, function, Limit.HTTP_BODY, false, false);
  }

  /**
   * Hands requests below {@code prefix} to a function that shares some of its routes with pages of
   * every site, and refuses for the others what they would change.
   */
  public void sharedRoute(
      String prefix,
      RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> function) {
    route(prefix, function, Limit.HTTP_BODY, false, true);
  }

  /**
   * Hands requests below {@code prefix} to a function that lets people in by itself: by links with
   * a token, for example. Its answers are not compressed, since their size would disclose the token
   * (BREACH).
   */
  public void openRoute(
      String prefix,
      RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> function,
      Limit body) {
    route(prefix, function, body, true, false);
  }

  private void route(
      String prefix,
      RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> function,
      Limit body,
      boolean isOpen,
      boolean isShared) {
    router.add(
        prefix, new Router.Route.Function(function, trouble(prefix), body, isOpen, isShared));
  }

  /**
   * Hands requests for {@code path} to a function that answers with pages of events: as a stream of
   * server-sent events where that is asked for.
   */
  public void feed(
      String path,
      RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> function) {
    router.add(
        path,
        new Router.Route.Feed(
            new Router.Route.Function(function, trouble(path), Limit.HTTP_BODY, false, false)));
  }

  private static FailureLog trouble(String path) {
    return new FailureLog(LOG, "Function at " + path, InstantSource.system());
  }

  /** Answers GET of {@code path} in this process, to those who may read. */
  public void page(String path, Supplier<Answer> answer) {
    router.add(path, new Router.Route.Page(answer, false));
  }

  /** Does something on POST of {@code path} in this process, for administrators. */
  public void action(String path, Supplier<Answer> action) {
    router.add(path, new Router.Route.Action(action));
  }

  /** Answers GET of {@code path} in this process, to everyone. */
  public void openPage(String path, Supplier<Answer> answer) {
    router.add(path, new Router.Route.Page(answer, true));
  }

  /** Sends those who read {@code path}, which the prefix is not put before, to another one. */
  public void redirect(String path, String to) {
    router.redirect(path, to);
  }

  /** The address and port on which it listens. */
  public InetSocketAddress bound() {
    return server.address();
  }

  /** The address, without a slash at its end. */
  public URI address() {
    InetAddress bound = server.address().getAddress();
    String host = bound.isAnyLocalAddress() ? LOOPBACK : bound.getHostAddress();
    return URI.create(
        "%s://%s:%d"
            .formatted(
                listen.tls().isPresent() ? "https" : "http",
                host.contains(":") ? "[" + host + "]" : host,
                server.address().getPort()));
  }

  @Override
  public void close() {
    server.close();
    functions.close();
  }

  private void handle(Exchange exchange) throws IOException {
    exchange.promise(listen.headers().get());
    refusal(exchange.head())
        .ifPresent(refused -> {
          throw refused;
        });
    Optional<String> elsewhere = router.elsewhere(exchange.head().path());
    if (elsewhere.isPresent()) {
      exchange.send(302, Map.of("Location", List.of(elsewhere.get())), new byte[0], false);
      return;
    }
    RequestHead head =
        exchange.head().below(listen.prefix()).orElseThrow(HttpGateway::nothingThere);
    Router.Match match = router.find(head.path()).orElseThrow(HttpGateway::nothingThere);
    refuseOtherSites(head, match.route());
    boolean known = access.pass(exchange, match.route());
    switch (match.route()) {
      case Router.Route.Page page -> slots.serve(known, () -> answer(exchange, page));
      case Router.Route.Action action -> slots.serve(known, () -> act(exchange, action));
      case Router.Route.Function function -> invoke(exchange, head, match, function, known);
      case Router.Route.Feed(Router.Route.Function pages) -> {
        if (FollowedPages.isWanted(head)) {
          // A stream counts among streams, not among the requests that are served at a time.
          functions.follow(exchange, head, match, pages);
        } else {
          invoke(exchange, head, match, pages, known);
        }
      }
    }
  }

  private void invoke(
      Exchange exchange,
      RequestHead head,
      Router.Match match,
      Router.Route.Function function,
      boolean known)
      throws IOException {
    byte[] body = exchange.body(listen.limits().of(function.body()), function.body());
    slots.serve(known, () -> functions.invoke(exchange, head, match, function, body));
  }

  private static RequestRefused nothingThere() {
    return new RequestRefused(404, "Not Found", "There is nothing at this path.");
  }

  /** What the head of a request is refused for, before its route and its sender are looked at. */
  private Optional<RequestRefused> refusal(RequestHead head) {
    return HeadChecks.size(head, listen.limits())
        .or(() -> isGuarded(listen) ? HeadChecks.host(head) : Optional.empty());
  }

  /**
   * Refuses what a page of another site would change, before a browser asks a person for a login
   * that the page would then use. The functions decide the same; open routes leave it to theirs,
   * and so do all where visitors come from anywhere.
   */
  private void refuseOtherSites(RequestHead head, Router.Route route) {
    if (route instanceof Router.Route.Function function
        && (function.isShared() || listen.visitors() == Visitors.ANY)) {
      return;
    }
    RequestOrigin from =
        new RequestOrigin(
            head.all("Origin"), head.all(RequestOrigin.FETCH_SITE), head.header("Host"));
    CrossSitePolicy.refusal(head.method(), route.isOpen(), from, listen.publicUrl())
        .ifPresent(why -> {
          throw new RequestRefused(403, "Forbidden", why);
        });
  }

  private static void answer(Exchange exchange, Router.Route.Page page) throws IOException {
    if (!exchange.head().isRead()) {
      throw new RequestRefused(405, "Method Not Allowed", "This path can only be read.")
          .with("Allow", "GET, HEAD");
    }
    exchange.send(made(exchange, page.answer(), "This page cannot be made now."));
  }

  private static void act(Exchange exchange, Router.Route.Action action) throws IOException {
    if (!exchange.head().method().equals("POST")) {
      throw new RequestRefused(405, "Method Not Allowed", "This path takes POST only.")
          .with("Allow", "POST");
    }
    exchange.send(made(exchange, action.action(), "This cannot be done now."));
  }

  private static Answer made(Exchange exchange, Supplier<Answer> answer, String otherwise) {
    try {
      return answer.get();
    } catch (RuntimeException e) {
      LOG.warn("No answer for {}: {}", exchange.head().path(), e.toString());
      throw new RequestRefused(500, "Internal Server Error", otherwise);
    }
  }
}
