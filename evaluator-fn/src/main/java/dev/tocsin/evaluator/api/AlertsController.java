package dev.tocsin.evaluator.api;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.rule.Matcher;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/alerts}. */
@Controller("/api/v1/alerts")
class AlertsController {
  private final ActiveAlerts alerts;
  private final AnswerSize size;
  private final QueryFilters filters;

  AlertsController(ActiveAlerts alerts, AnswerSize size, QueryFilters filters) {
    this.filters = filters;
    this.alerts = alerts;
    this.size = size;
  }

  /**
   * What is pending and what fires now, as Prometheus shows it, with fields of our own. Without a
   * limit, as many as fit into an answer.
   *
   * @param state only those in this state: pending or firing
   * @param ruleId only those of this rule
   * @param after the {@code next} of the page before
   * @param limit at most so many, 5000 at most
   * @param request may have filter, several times: a matcher of labels as Alertmanager writes it
   */
  @Operation(
      parameters =
          @Parameter(
              name = "filter",
              in = ParameterIn.QUERY,
              description = "only alerts whose labels match, as Alertmanager writes a matcher",
              array = @ArraySchema(schema = @Schema(type = "string"))))
  @ForPrometheus
  @Get
  Answer<AlertsPage> alerts(
      @QueryValue @Nullable String state,
      @QueryValue("rule_id") @Nullable String ruleId,
      @QueryValue @Nullable String after,
      @QueryValue @Nullable String limit,
      HttpRequest<?> request) {
    Predicate<ActiveAlert> wanted = alert -> true;
    if (state != null) {
      String asked = Parameters.either("pending", "firing", "state", state);
      wanted = wanted.and(alert -> alert.state().equals(asked));
    }
    if (ruleId != null) {
      wanted = wanted.and(alert -> alert.ruleId().equals(ruleId));
    }
    List<Matcher> matchers = filters.matchers(request, "filter");
    if (!matchers.isEmpty()) {
      wanted =
          wanted.and(alert -> {
            Labels labels = Labels.of(alert.labels());
            return matchers.stream().allMatch(matcher -> matcher.matches(labels));
          });
    }
    ActiveAlerts.Page page =
        alerts.page(
            wanted,
            Parameters.fingerprint("after", after),
            limit == null ? Integer.MAX_VALUE : Parameters.limit(limit),
            size.room());
    return Answer.of(
        new AlertsPage(page.alerts(), page.next().map(Fingerprint::toString).orElse(null)),
        page.next().isPresent() && limit == null
            ? List.of("there are more alerts: ask for those after \"next\"")
            : List.of());
  }
}
