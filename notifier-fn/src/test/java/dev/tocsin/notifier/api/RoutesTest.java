package dev.tocsin.notifier.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.access.Needs;
import dev.tocsin.testkit.document.Page;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code docs/api.md} has the routes of the notifier, and the role that each needs. */
class RoutesTest {
  @Test
  void page_hasTheRoutesOfDeadLetters() {
    assertThat(rows("Dead letters"))
        .containsExactlyInAnyOrderElementsOf(routes(DeadLettersController.class));
  }

  @Test
  void page_hasTheRoutesOfNotifications() {
    assertThat(rows("Notifications"))
        .containsExactlyInAnyOrderElementsOf(
            routes(
                ExplainController.class,
                AlertController.class,
                EventsController.class,
                RoutedAlertsController.class));
  }

  @Test
  void page_hasTheRoutesOfTheConfiguration() {
    assertThat(rows("Configuration"))
        .containsExactlyInAnyOrderElementsOf(routes(ConfigurationController.class));
  }

  @Test
  void page_hasTheRoutesOfReceiversAndDeliveries() {
    assertThat(rows("Receivers and deliveries"))
        .containsExactlyInAnyOrderElementsOf(
            routes(ReceiversController.class, DeliveriesController.class));
  }

  private static List<String> rows(String section) {
    return Page.read("docs/api.md").table(section).stream()
        .map(cells -> cells.get(0) + " " + cells.get(1))
        .toList();
  }

  private static List<String> routes(Class<?>... controllers) {
    List<String> routes = new ArrayList<>();
    for (Class<?> controller : controllers) {
      String base = controller.getAnnotation(Controller.class).value();
      for (Method method : controller.getDeclaredMethods()) {
        Optional.ofNullable(method.getAnnotation(Get.class))
            .ifPresent(get -> routes.add(row("GET", base + path(get.value(), get.uri()), method)));
        Optional.ofNullable(method.getAnnotation(Post.class))
            .ifPresent(
                post -> routes.add(row("POST", base + path(post.value(), post.uri()), method)));
        Optional.ofNullable(method.getAnnotation(Put.class))
            .ifPresent(put -> routes.add(row("PUT", base + path(put.value(), put.uri()), method)));
      }
    }
    return routes;
  }

  private static String path(String value, String uri) {
    return value.equals("/") ? uri : value;
  }

  private static String row(String verb, String path, Method method) {
    Needs needs = Optional.ofNullable(method.getAnnotation(Needs.class)).orElseThrow();
    String route = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return "`%s %s` `%s`".formatted(verb, route, needs.value().code());
  }
}
