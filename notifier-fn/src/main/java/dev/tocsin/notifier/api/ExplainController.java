package dev.tocsin.notifier.api;

import dev.tocsin.core.access.Needs;
import dev.tocsin.core.access.Role;
import dev.tocsin.notifier.explain.ExplainLabels;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** {@code /api/v1/explain}: how alerts with some labels are notified, and why. */
@Controller("/api/v1/explain")
class ExplainController {
  private final ExplainLabels explain;

  ExplainController(ExplainLabels explain) {
    this.explain = explain;
  }

  /**
   * @param request has {@code label}, once for each label, as {@code NAME=VALUE}
   */
  @Needs(Role.VIEWER)
  @Get
  Enveloped<ShownExplanation> explain(HttpRequest<?> request) {
    return Enveloped.of(ShownExplanation.of(explain.run(QueryLabels.of(request))));
  }
}
