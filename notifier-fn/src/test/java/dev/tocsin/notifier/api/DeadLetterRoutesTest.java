package dev.tocsin.notifier.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.access.Needs;
import dev.tocsin.testkit.document.Page;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code docs/api.md} has the routes of dead letters, and the role that each needs. */
class DeadLetterRoutesTest {
  @Test
  void page_hasTheRoutesOfTheController() {
    String base = DeadLettersController.class.getAnnotation(Controller.class).value();
    List<String> routes = new ArrayList<>();
    for (Method method : DeadLettersController.class.getDeclaredMethods()) {
      Optional.ofNullable(method.getAnnotation(Get.class))
          .ifPresent(get -> routes.add(row("GET", base + get.value(), method)));
      Optional.ofNullable(method.getAnnotation(Post.class))
          .ifPresent(post -> routes.add(row("POST", base + post.uri(), method)));
    }
    assertThat(
            Page.read("docs/api.md").table("Dead letters").stream()
                .map(cells -> cells.get(0) + " " + cells.get(1)))
        .containsExactlyInAnyOrderElementsOf(routes);
  }

  private static String row(String verb, String path, Method method) {
    Needs needs = Optional.ofNullable(method.getAnnotation(Needs.class)).orElseThrow();
    String route = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return "`%s %s` `%s`".formatted(verb, route, needs.value().code());
  }
}
