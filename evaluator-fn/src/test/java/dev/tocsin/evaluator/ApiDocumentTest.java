package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.engine.sample.Sample;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The document that the API serves of itself: as the routes are, and as they answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDocumentTest {
  /** What clients of Prometheus read. */
  private static final List<String> OF_PROMETHEUS =
      List.of("GET /api/v1/rules", "GET /api/v1/alerts");

  private static final String RULES =
      """
      groups:
        - name: g
          rules:
            - {id: hot, name: Hot, metric_name: cpu, operator: ">", threshold: 80, severity: low, duration: 0s,
               runbook_url: "https://wiki/hot"}
            - {id: mean, name: Mean, metric_name: cpu, aggregate: avg, window: 1m, operator: ">", threshold: 80, severity: low}
      """;

  private final Evaluators evaluators =
      Evaluators.withRulesByApi(
          1,
          Map.of(
              "tocsin.api.access",
              "credentials",
              "tocsin.api.credentials",
              """
              credentials:
                - {name: boss, roles: [admin], token: "%s"}
                - {name: push, roles: [sender], token: "%s"}
                - {name: oncall, roles: [responder, approver], token: "%s"}
              """
                  .formatted(
                      Credentials.hashOfToken("boss"),
                      Credentials.hashOfToken("push"),
                      Credentials.hashOfToken("oncall"))));
  private final ApiSchema document =
      ApiSchema.parse(as("oncall").get("/api/v1/openapi.yaml").body());

  @AfterAll
  void close() {
    evaluators.close();
  }

  private Api as(String token) {
    return new Api(evaluators.context(0)).with("Authorization", "Bearer " + token);
  }

  /** A route of the API, and what the document says of it. */
  private record Route(String method, String path, Role role, Map<?, ?> operation) {
    String name() {
      return method + " " + path;
    }
  }

  private List<Route> routes() {
    Set<Route> routes = new LinkedHashSet<>();
    for (UriRouteInfo<?, ?> route : evaluators.bean(Router.class).uriRoutes().toList()) {
      String method = route.getHttpMethodName();
      if (route.getDeclaringType().getName().contains(".evaluator.api.")
          && !method.equals("HEAD")) {
        String path = route.getUriMatchTemplate().toPathString();
        Object operation = document.at("paths", path, method.toLowerCase(Locale.ROOT));
        assertThat(operation).as("%s %s", method, path).isInstanceOf(Map.class);
        Role role = route.getAnnotationMetadata().enumValue(Needs.class, Role.class).orElseThrow();
        routes.add(
            new Route(
                method, path, role, (Map<?, ?>) Optional.ofNullable(operation).orElseThrow()));
      }
    }
    assertThat(routes).hasSizeGreaterThan(10);
    return List.copyOf(routes);
  }

  @Test
  void paths_areTheRoutesAndNoOthers() {
    assertThat(document.at("openapi")).asString().startsWith("3.");
    assertThat(document.at("info", "title")).isEqualTo("Tocsin: rules and alerts");
    Map<String, Set<?>> documented = new TreeMap<>();
    ((Map<?, ?>) Optional.ofNullable(document.at("paths")).orElseThrow())
        .forEach((path, methods) ->
            documented.put(String.valueOf(path), ((Map<?, ?>) methods).keySet()));
    Map<String, Set<String>> routes =
        routes().stream()
            .collect(
                Collectors.groupingBy(
                    Route::path,
                    TreeMap::new,
                    Collectors.mapping(
                        route -> route.method().toLowerCase(Locale.ROOT), Collectors.toSet())));
    assertThat(documented).isEqualTo(routes);
    assertThat(routes().stream().map(route -> route.operation().get("operationId")))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyRoute_saysWhichRolesReachItAndHowOthersAreRefused() {
    for (Route route : routes()) {
      String roles =
          Arrays.stream(Role.values())
              .filter(role -> role.includes(route.role()))
              .map(Role::code)
              .collect(Collectors.joining(", "));
      assertThat(Api.at(route.operation(), "responses", "403", "description"))
          .as(route.name())
          .isEqualTo("the caller has none of the roles: " + roles);
      assertThat(String.valueOf(route.operation().get("security")))
          .as(route.name())
          .contains("login", "token", "signature");
      for (String status : List.of("401", "403", "4XX")) {
        assertThat(String.valueOf(document.schema(at(route, "responses", status))))
            .as("%s: %s", route.name(), status)
            .contains(
                status.equals("4XX") && OF_PROMETHEUS.contains(route.name())
                    ? "ApiError"
                    : "Problem");
      }
    }
    assertThat(document.at("components", "securitySchemes", "login", "scheme")).isEqualTo("basic");
    assertThat(document.at("components", "securitySchemes", "token", "scheme")).isEqualTo("bearer");
    assertThat(document.at("components", "securitySchemes", "signature", "name"))
        .isEqualTo("Authorization");
  }

  private static @Nullable Object at(Route route, Object... path) {
    return Api.at(route.operation(), path);
  }

  @Test
  void everyRoute_describesItsParametersAndBodies() {
    for (Route route : routes()) {
      boolean takesFile =
          route.method().equals("PUT") || route.path().equals("/api/v1/rules/check");
      assertThat(at(route, "requestBody") != null).as(route.name()).isEqualTo(takesFile);
      if (takesFile) {
        assertThat(at(route, "requestBody", "content", "application/yaml", "schema", "type"))
            .isEqualTo("string");
        assertThat(at(route, "requestBody", "required")).isEqualTo(true);
      }
      if (at(route, "parameters") instanceof List<?> parameters) {
        for (Object parameter : parameters) {
          assertThat(Api.at(parameter, "description"))
              .as("%s %s", route.name(), parameter)
              .isNotNull();
          assertThat(Api.at(parameter, "schema", "type"))
              .as("%s %s", route.name(), parameter)
              .isIn("string", "array");
        }
      }
      Object answer = document.schema(at(route, "responses", "200"));
      assertThat(answer).as(route.name()).isNotNull();
      assertThat(answer).as(route.name()).isNotEqualTo(Map.of("type", "object"));
    }
  }

  @Test
  void answers_haveWhatTheDocumentSays() {
    Api boss = as("boss").with("If-Match", "*");
    check("PUT", "/api/v1/rules", boss.call("PUT", "/api/v1/rules?comment=first", RULES));
    evaluators.tick();
    evaluators.set(Evaluators.builtIns(Set.of(BuiltIn.WATCHDOG)));
    evaluators.topic.add(
        0, new Sample("cpu", Labels.of("instance_id", "web-1"), 90, evaluators.clock.instant()));
    var unused = evaluators.handler(0).execute(evaluators.topic.event(0, 0, 1));
    evaluators.clock.advance(Duration.ofMinutes(1));
    evaluators.tick();

    Api.Answer alerts = as("oncall").get("/api/v1/alerts");
    check("GET", "/api/v1/alerts", alerts);
    assertThat(alerts.list("data", "alerts")).hasSize(3);
    for (Map<String, Object> alert : alerts.list("data", "alerts")) {
      check(
          "GET",
          "/api/v1/alert-keys/{fingerprint}/why",
          as("oncall").get("/api/v1/alert-keys/" + alert.get("fingerprint") + "/why"));
      check(
          "GET",
          "/api/v1/rules/{id}/alert-keys",
          as("oncall").get("/api/v1/rules/" + alert.get("rule_id") + "/alert-keys"));
    }
    check("GET", "/api/v1/rules", as("oncall").get("/api/v1/rules"));
    check("GET", "/api/v1/rules/versions", as("oncall").get("/api/v1/rules/versions"));
    check("GET", "/api/v1/rules/versions/{number}", as("oncall").get("/api/v1/rules/versions/1"));
    check(
        "POST",
        "/api/v1/rules/check",
        as("oncall").call("POST", "/api/v1/rules/check", RULES.replace("80", "99")));
    check(
        "POST",
        "/api/v1/rules/check",
        as("oncall").call("POST", "/api/v1/rules/check", RULES.replace("severity: low", "")));
    check(
        "POST",
        "/api/v1/rules/rollback/{number}",
        boss.call("POST", "/api/v1/rules/rollback/1", ""));
    check(
        "POST",
        "/api/v1/cursors/{topic}/reset",
        boss.call("POST", "/api/v1/cursors/none/reset", ""));
    check("PUT", "/api/v1/rules", as("oncall").call("PUT", "/api/v1/rules", RULES));
    check("PUT", "/api/v1/rules", as("other").call("PUT", "/api/v1/rules", RULES));
    check("PUT", "/api/v1/rules", boss.call("PUT", "/api/v1/rules", "groups: 1"));
    check("GET", "/api/v1/rules", as("push").get("/api/v1/rules"));
  }

  private void check(String method, String path, Api.Answer answer) {
    Object responses = document.at("paths", path, method.toLowerCase(Locale.ROOT), "responses");
    Object response =
        Optional.ofNullable(Api.at(responses, Integer.toString(answer.status())))
            .orElseGet(() -> Optional.ofNullable(Api.at(responses, "4XX")).orElseThrow());
    document.check(
        Optional.ofNullable(document.schema(response)).orElseThrow(),
        answer.at(),
        method + " " + path + " " + answer.status());
  }
}
