package dev.tocsin.notifier.api.v2;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.notifier.NotifierApiHandler;
import dev.tocsin.notifier.NotifierContext;
import dev.tocsin.notifier.routing.ActivateConfiguration;
import dev.tocsin.notifier.routing.ActivateConfiguration.Timers;
import dev.tocsin.notifier.routing.GivenConfiguration;
import dev.tocsin.store.Schema;
import dev.tocsin.testkit.postgres.TestPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.web.router.Router;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The function of API v2 on a database of its own, open to everyone. */
final class ApiFixture implements AutoCloseable {
  private static final String BASE = "/api/v2";

  private final ApplicationContext context;
  private final NotifierApiHandler handler;

  ApiFixture() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("tocsin.api.access", "open");
    properties.put("tocsin.notifier.api-url", "https://notify.example/x");
    properties.put("tocsin.public-url", "https://tocsin.example/");
    properties.put("tocsin.approval.key", Base64.getEncoder().encodeToString(new byte[32]));
    properties.put("tocsin.seal.key", Base64.getEncoder().encodeToString(new byte[32]));
    properties.put("tocsin.notifier.loop", true);
    properties.putAll(TestPostgres.copyOf("tocsin", Schema::migrate).properties());
    context = NotifierContext.builder().properties(properties).start();
    handler = new NotifierApiHandler(context);
  }

  /** Puts a configuration in force. */
  ApiFixture with(String configuration) {
    var unused =
        context
            .getBean(ActivateConfiguration.class)
            .load(
                GivenConfiguration.ofFiles(new SourceFile("test", configuration), Optional.empty()),
                Timers.KEPT);
    return this;
  }

  /** All routes below {@code /api/v2}, as {@code GET /silence/{silenceID}}. */
  List<String> routes() {
    return context
        .getBean(Router.class)
        .uriRoutes()
        .filter(route -> route.getUriMatchTemplate().toPathString().startsWith(BASE + "/"))
        .map(route ->
            route.getHttpMethodName()
                + " "
                + route.getUriMatchTemplate().toPathString().substring(BASE.length()))
        .distinct()
        .toList();
  }

  Answer get(String target) {
    return send("GET", target, "", Map.of());
  }

  Answer post(String target, String body) {
    return send("POST", target, body, Map.of("Content-Type", "application/json"));
  }

  /** Sends a request; its target may have a query, which is not decoded. */
  Answer send(String method, String target, String body, Map<String, String> headers) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    APIGatewayProxyRequestEvent event =
        new APIGatewayProxyRequestEvent()
            .withHttpMethod(method)
            .withPath(BASE + path)
            .withHeaders(headers)
            .withMultiValueHeaders(multiple(headers))
            .withRequestContext(
                new ProxyRequestContext()
                    .withIdentity(new RequestIdentity().withSourceIp("127.0.0.1")))
            .withBody(body.isEmpty() ? null : body)
            .withIsBase64Encoded(false);
    if (mark >= 0) {
      event.withMultiValueQueryStringParameters(query(target.substring(mark + 1)));
    }
    APIGatewayProxyResponseEvent response = handler.handleRequest(event, null);
    Map<String, String> answered = new HashMap<>();
    Optional.ofNullable(response.getMultiValueHeaders())
        .orElse(Map.of())
        .forEach((name, values) -> answered.put(name, String.join(",", values)));
    Optional.ofNullable(response.getHeaders()).orElse(Map.of()).forEach(answered::putIfAbsent);
    return new Answer(
        response.getStatusCode(), Optional.ofNullable(response.getBody()).orElse(""), answered);
  }

  private static Map<String, List<String>> multiple(Map<String, String> headers) {
    Map<String, List<String>> multiple = new HashMap<>();
    headers.forEach((name, value) -> multiple.put(name, List.of(value)));
    return multiple;
  }

  private static Map<String, List<String>> query(String text) {
    Map<String, List<String>> query = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      query
          .computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
          .add(pair.substring(equals + 1));
    }
    return query;
  }

  @Override
  public void close() {
    context.close();
  }

  /** What a request got. */
  record Answer(int status, String body, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }
}
