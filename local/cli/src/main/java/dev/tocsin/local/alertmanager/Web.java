package dev.tocsin.local.alertmanager;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.local.http.Answer;
import dev.tocsin.local.http.ServerTls;
import dev.tocsin.local.lambda.HttpGateway;
import dev.tocsin.platform.access.Authenticator;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All addresses on which an instance serves HTTP; each serves the same. */
final class Web implements AutoCloseable {
  /** Prometheus sends some 64 alerts at once; others send all that they have. */
  private static final Limits LIMITS =
      new Limits(Map.of(Limit.HTTP_BODY, 6 << 20, Limit.HTTP_BODIES, 64 << 20));

  private static final String FRONT =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Tocsin</title></head>
      <body><p>Tocsin serves Alertmanager's API v2 below <a href="api/v2/status">api/v2</a>,
      and <a href="metrics">metrics</a>.</p></body></html>
      """;

  private final List<HttpGateway> gateways;
  private final String prefix;
  private final Optional<Authenticator> authenticator;

  private Web(List<HttpGateway> gateways, String prefix, Optional<Authenticator> authenticator) {
    this.gateways = gateways;
    this.prefix = prefix;
    this.authenticator = authenticator;
  }

  /** What it answers beside the API. */
  interface Site {
    String metrics();

    /** Reads the configuration again; the answer says what is wrong with it. */
    Optional<String> reload();
  }

  /** Binds all addresses; every request gets 404 until {@link #serve}. */
  static Web bind(WebOptions options, Supplier<WebConfig> config, LimitHits hits) {
    WebConfig first = config.get();
    Optional<Authenticator> authenticator =
        first
            .users()
            .map(users ->
                new Authenticator(
                    () -> config.get().users().orElse(users),
                    LIMITS,
                    hits,
                    InstantSource.system()));
    Optional<ServerTls.Source> tls = first.tls().map(now -> () -> config.get().tls().orElse(now));
    Duration timeout = options.timeout.isZero() ? HttpGateway.FUNCTION_TIMEOUT : options.timeout;
    List<HttpGateway> bound = new ArrayList<>();
    Web web = new Web(bound, options.prefix(), authenticator);
    try {
      for (ListenAddress address : options.addresses) {
        HttpGateway.Listen listen =
            new HttpGateway.Listen(
                address.bindHost(),
                address.port(),
                authenticator,
                Optional.empty(),
                tls,
                LIMITS,
                hits,
                HttpGateway.Visitors.ANY,
                options.prefix(),
                () -> config.get().headers());
        bound.add(HttpGateway.start(listen, timeout));
      }
      return web;
    } catch (RuntimeException e) {
      web.close();
      throw e;
    }
  }

  /** Hosts and ports, as log lines write them. */
  List<String> addresses() {
    return gateways.stream().map(gateway -> ListenAddress.shown(gateway.bound())).toList();
  }

  /** Of the first of them, as a program on this host reaches it. */
  URI address() {
    return gateways.getFirst().address();
  }

  /** Under which people reach it, unless a flag says otherwise. */
  URI externalUrl(String host) {
    URI address = gateways.getFirst().address();
    return URI.create(
        "%s://%s:%d%s".formatted(address.getScheme(), host, address.getPort(), prefix));
  }

  /** Who may ask; none: everyone. */
  Optional<Authenticator> authenticator() {
    return authenticator;
  }

  /** Begins to answer. */
  void serve(
      RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> api, Site site) {
    for (HttpGateway gateway : gateways) {
      if (!prefix.isEmpty()) {
        gateway.redirect("/", prefix + "/");
      }
      List.of(
              "/api/v2",
              "/api/v1/alerts/",
              "/api/v1/configuration",
              "/api/v1/deliveries",
              "/api/v1/explain",
              "/api/v1/receivers",
              "/api/v1/routed-alerts")
          .forEach(path -> gateway.route(path, api));
      gateway.feed("/api/v1/events", api);
      gateway.page("/", () -> new Answer(200, "text/html; charset=utf-8", FRONT));
      gateway.page("/-/healthy", Web::ok);
      gateway.page("/-/ready", Web::ok);
      gateway.page(
          "/metrics",
          () -> new Answer(200, "text/plain; version=0.0.4; charset=utf-8", site.metrics()));
      gateway.action("/-/reload", () -> reloaded(site));
    }
  }

  private static Answer ok() {
    return Answer.text(200, "OK");
  }

  private static Answer reloaded(Site site) {
    return site.reload()
        .map(problems -> Answer.text(500, "failed to reload config: " + problems + "\n"))
        .orElseGet(() -> Answer.text(200, ""));
  }

  @Override
  public void close() {
    gateways.forEach(HttpGateway::close);
  }
}
