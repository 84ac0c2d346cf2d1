package dev.tocsin.notifier.api.v2;

import dev.tocsin.core.access.AnyOrigin;
import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.notifier.alert.AcceptAlerts;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.view.AlertStates;
import dev.tocsin.routing.alert.IntakeResult;
import dev.tocsin.routing.alert.LabelNameMode;
import dev.tocsin.routing.alert.PostedAlert;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.matcher.MatcherSyntax;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** {@code /api/v2/alerts}: the alerts that have not ended, and those that clients post. */
@Controller("/api/v2/alerts")
class AlertsController {
  private final AcceptAlerts accept;
  private final AlertStates states;
  private final ActiveRouting active;
  private final QueryFilters filters;
  private final LabelNameMode names;
  private final IntakeMeters meters;
  private final InstantSource clock;

  AlertsController(
      AcceptAlerts accept,
      AlertStates states,
      ActiveRouting active,
      QueryFilters filters,
      MatcherSyntax syntax,
      IntakeMeters meters,
      InstantSource clock) {
    this.accept = accept;
    this.states = states;
    this.active = active;
    this.filters = filters;
    this.names = syntax == MatcherSyntax.CLASSIC ? LabelNameMode.CLASSIC : LabelNameMode.UTF8;
    this.meters = meters;
    this.clock = clock;
  }

  @Needs(Role.VIEWER)
  @Get
  List<ShownAlert> list(HttpRequest<?> request) {
    AlertQuery query = AlertQuery.of(request.getParameters(), filters);
    RoutingConfiguration configuration = active.now().configuration();
    Instant unknownEnd = unknownEnd(configuration);
    return states.alerts().stream()
        .filter(state -> query.includesForAny(state, configuration))
        .map(state -> ShownAlert.of(state, state.receivers(), List.of(), unknownEnd))
        .toList();
  }

  @Needs(Role.VIEWER)
  @Get("/groups")
  List<ShownGroup> groups(HttpRequest<?> request) {
    AlertQuery query = AlertQuery.of(request.getParameters(), filters);
    RoutingConfiguration configuration = active.now().configuration();
    return new ShowGroups(query, configuration, unknownEnd(configuration)).of(states.groups());
  }

  /** Takes those that are valid, also where others are not. */
  @AnyOrigin
  @Needs(Role.SENDER)
  @Post
  HttpResponse<?> post(@Body byte[] body) {
    List<PostedAlert> posted = PostedAlertsBody.read(body);
    IntakeResult result = accept.run(posted, names);
    meters.took(result, clock.instant());
    return result.refusal().<HttpResponse<?>>map(Answers::refusal).orElseGet(HttpResponse::ok);
  }

  /** As if the source of an alert without an end had spoken of it just now. */
  private Instant unknownEnd(RoutingConfiguration configuration) {
    return clock.instant().plus(configuration.resolveTimeout());
  }
}
