package dev.tocsin.notifier.api;

import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.notifier.follow.FollowChanges;
import dev.tocsin.routing.change.ChangePosition;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.json.JsonMapper;
import java.util.Optional;

/** {@code /api/v1/events}: what changes of alerts, acknowledgements, silences and deliveries. */
@Controller("/api/v1/events")
class EventsController {
  private static final int DEFAULT_LIMIT = 100;

  private final FollowChanges follow;
  private final JsonMapper json;

  EventsController(FollowChanges follow, JsonMapper json) {
    this.follow = follow;
    this.json = json;
  }

  /**
   * A page; a process that serves streams makes one of such pages.
   *
   * @param request may have {@code filter}, a matcher, several times
   * @param after the {@code next} of the page before; absent: what comes from now on
   */
  @Needs(Role.VIEWER)
  @Get
  Enveloped<ShownChanges> list(
      HttpRequest<?> request,
      @QueryValue Optional<String> after,
      @QueryValue Optional<String> limit) {
    return Enveloped.of(
        ShownChanges.of(
            follow.run(
                PagePlace.of(after, ChangePosition::parse),
                QueryMatchers.of(request),
                PageLimit.of(limit, DEFAULT_LIMIT)),
            json));
  }
}
