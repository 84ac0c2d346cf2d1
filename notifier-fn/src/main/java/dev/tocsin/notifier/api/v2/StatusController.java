package dev.tocsin.notifier.api.v2;

import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.routing.matcher.Matchers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;

/** {@code /api/v2/status} and {@code /api/v2/receivers}: what runs, and for whom alerts are. */
@Controller("/api/v2")
class StatusController {
  private final ActiveRouting active;
  private final InstanceSettings instance;
  private final Started started;
  private final QueryFilters filters;

  StatusController(
      ActiveRouting active, InstanceSettings instance, Started started, QueryFilters filters) {
    this.active = active;
    this.instance = instance;
    this.started = started;
    this.filters = filters;
  }

  @Needs(Role.VIEWER)
  @Get("/status")
  ShownStatus status() {
    return ShownStatus.of(instance, active.now().configuration().original(), started.at());
  }

  @Needs(Role.VIEWER)
  @Get("/receivers")
  List<ShownReceiver> receivers(HttpRequest<?> request) {
    Matchers wanted = filters.matchers(request.getParameters(), "receiver_matchers");
    return active.now().configuration().receivers().values().stream()
        .filter(receiver -> wanted.match(Labels.of(receiver.labels())))
        .map(receiver -> new ShownReceiver(receiver.name(), receiver.labels()))
        .toList();
  }
}
