package dev.tocsin.notifier.api;

import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.view.AlertFilter;
import dev.tocsin.notifier.view.ListAlerts;
import dev.tocsin.notifier.view.ListedState;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /api/v1/routed-alerts}: alerts as they stand for those who are notified of them. */
@Controller("/api/v1/routed-alerts")
class RoutedAlertsController {
  private static final int DEFAULT_LIMIT = 100;

  private final ListAlerts list;

  RoutedAlertsController(ListAlerts list) {
    this.list = list;
  }

  /**
   * @param request may have {@code filter}, a matcher, and {@code state}, each several times
   * @param team its name; the empty text: alerts without a team
   * @param after the {@code next} of the page before
   */
  @Needs(Role.VIEWER)
  @Get
  Enveloped<ShownAlerts> list(
      HttpRequest<?> request,
      @QueryValue Optional<String> team,
      @QueryValue Optional<String> after,
      @QueryValue Optional<String> limit) {
    AlertFilter filter = new AlertFilter(QueryMatchers.of(request), states(request), team);
    return Enveloped.of(
        ShownAlerts.of(
            list.run(
                filter,
                PagePlace.of(after, RoutedAlertsController::fingerprint),
                PageLimit.of(limit, DEFAULT_LIMIT))));
  }

  private static Set<ListedState> states(HttpRequest<?> request) {
    List<String> codes = request.getParameters().getAll("state");
    return codes.stream()
        .map(code -> ListedState.of(code).orElseThrow(() -> noState(code)))
        .collect(Collectors.toSet());
  }

  private static HttpStatusException noState(String code) {
    String known =
        Arrays.stream(ListedState.values())
            .map(ListedState::code)
            .collect(Collectors.joining(", "));
    return new HttpStatusException(
        HttpStatus.BAD_REQUEST, "state must be one of %s, not \"%s\"".formatted(known, code));
  }

  private static Optional<Fingerprint> fingerprint(String text) {
    try {
      return Optional.of(Fingerprint.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
