package dev.tocsin.evaluator.api;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** {@code GET /api/v1/alerts}: what is pending and what fires now. */
@Controller("/api/v1/alerts")
class AlertsController {
  private final ActiveAlerts alerts;

  AlertsController(ActiveAlerts alerts) {
    this.alerts = alerts;
  }

  @Get
  AlertsAnswer list() {
    return AlertsAnswer.of(alerts.list());
  }
}
