package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.testkit.rule.RuleFixture;
import io.micronaut.web.router.Router;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The document that the API serves of itself. */
class ApiDocumentTest {
  private static final Pattern PATH = Pattern.compile("  (/\\S+):");
  private static final Pattern METHOD = Pattern.compile("    (get|put|post|delete|patch):");

  @Test
  void document_ofTheRoutes_hasEachAndNoOther() {
    try (Evaluators evaluators =
        new Evaluators(1, List.of(RuleFixture.rule("cpu").build()), FaultPoints.NONE)) {
      Api.Answer document = new Api(evaluators.context(0)).get("/api/v1/openapi.yaml");
      assertThat(document.status()).isEqualTo(200);
      assertThat(document.body())
          .contains("openapi: 3", "rule_name[]", "title: \"Tocsin: rules and alerts\"");
      Set<String> routes =
          evaluators
              .bean(Router.class)
              .uriRoutes()
              .filter(route -> route.getDeclaringType().getName().contains(".evaluator.api."))
              .map(route ->
                  route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString())
              .filter(route -> !route.startsWith("HEAD "))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(routes).hasSizeGreaterThan(9);
      assertThat(routes(document.body())).isEqualTo(routes);
    }
  }

  private static Set<String> routes(String document) {
    Set<String> routes = new TreeSet<>();
    String path = "";
    for (String line : document.lines().toList()) {
      Matcher isPath = PATH.matcher(line);
      Matcher isMethod = METHOD.matcher(line);
      if (isPath.matches()) {
        path = isPath.group(1);
      } else if (isMethod.matches()) {
        routes.add(isMethod.group(1).toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    return routes;
  }
}
