package dev.tocsin.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.access.Role;
import dev.tocsin.testkit.document.Page;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/api.md} has the routes of the OpenAPI document, and the least role for each. */
class ApiPageTest {
  private static final String DOCUMENT = "/META-INF/swagger/tocsin-api.yml";

  @Test
  void page_hasTheRoutesOfTheDocument() throws IOException {
    ApiSchema document = document();
    List<String> routes = new ArrayList<>();
    ((Map<?, ?>) Optional.ofNullable(document.at("paths")).orElseThrow())
        .forEach((path, methods) ->
            ((Map<?, ?>) methods)
                .forEach((method, operation) ->
                    routes.add(
                        "`%s %s` `%s`"
                            .formatted(
                                String.valueOf(method).toUpperCase(Locale.ROOT),
                                path,
                                leastRole(operation)))));
    assertThat(
            Page.read("docs/api.md").table("Rules and alerts").stream()
                .map(cells -> cells.get(0) + " " + cells.get(1)))
        .containsExactlyInAnyOrderElementsOf(routes);
  }

  private static ApiSchema document() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(ApiPageTest.class.getResourceAsStream(DOCUMENT), DOCUMENT)) {
      return ApiSchema.parse(new String(file.readAllBytes(), UTF_8));
    }
  }

  /** The role that exactly those roles include which the answer 403 lists. */
  private static String leastRole(Object operation) {
    String description = String.valueOf(Api.at(operation, "responses", "403", "description"));
    String roles = description.substring(description.indexOf(": ") + 2);
    return Arrays.stream(Role.values())
        .filter(needed ->
            roles.equals(
                Arrays.stream(Role.values())
                    .filter(role -> role.includes(needed))
                    .map(Role::code)
                    .collect(Collectors.joining(", "))))
        .map(Role::code)
        .findFirst()
        .orElseThrow(() -> new AssertionError(description));
  }
}
