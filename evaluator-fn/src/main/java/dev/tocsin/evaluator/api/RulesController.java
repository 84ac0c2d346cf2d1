package dev.tocsin.evaluator.api;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.engine.rule.Rule;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/rules}: the rules in force, as this instance has them. */
@Controller("/api/v1/rules")
class RulesController {
  private final ShownRules rules;
  private final KnownAlertKeys keys;
  private final QueryFilters filters;

  RulesController(ShownRules rules, KnownAlertKeys keys, QueryFilters filters) {
    this.filters = filters;
    this.rules = rules;
    this.keys = keys;
  }

  /**
   * The rules in their groups, with their alerts, as Prometheus shows them.
   *
   * @param type alert or record; there are none of the second
   * @param request may have rule_name[], rule_group[] and file[], each several times
   * @param withoutAlerts whether alerts are left out: true or false
   * @param limit at most so many groups
   * @param token the {@code groupNextToken} of the page before; needs a limit
   */
  @Operation(
      parameters = {
        @Parameter(
            name = "rule_name[]",
            in = ParameterIn.QUERY,
            description = "only rules of these names",
            array = @ArraySchema(schema = @Schema(type = "string"))),
        @Parameter(
            name = "rule_group[]",
            in = ParameterIn.QUERY,
            description = "only these groups",
            array = @ArraySchema(schema = @Schema(type = "string"))),
        @Parameter(
            name = "file[]",
            in = ParameterIn.QUERY,
            description = "only groups that stand in these files",
            array = @ArraySchema(schema = @Schema(type = "string")))
      })
  @ForPrometheus
  @Get
  Answer<RulesPage> rules(
      @QueryValue @Nullable String type,
      @QueryValue("exclude_alerts") @Nullable String withoutAlerts,
      @QueryValue("group_limit") @Nullable String limit,
      @QueryValue("group_next_token") @Nullable String token,
      HttpRequest<?> request) {
    Optional<String> from = Optional.ofNullable(token).filter(text -> !text.isEmpty());
    if (from.isPresent() && limit == null) {
      throw ApiRefused.badParameter(
          "group_next_token", "group_limit needs to be present in order to page over the groups");
    }
    return rules.page(
        new ShownRules.Wanted(
            ofType(type)
                .and(oneOf(request, "rule_name[]", Rule::name))
                .and(oneOf(request, "rule_group[]", rule -> rule.group().name()))
                .and(oneOf(request, "file[]", rule -> rule.group().file())),
            !Parameters.flag("exclude_alerts", withoutAlerts),
            Optional.ofNullable(limit).map(text -> Parameters.positive("group_limit", text)),
            from));
  }

  private static Predicate<Rule> ofType(@Nullable String type) {
    boolean alerts =
        type == null
            || type.isEmpty()
            || Parameters.either("alert", "record", "type", type).equals("alert");
    return rule -> alerts;
  }

  private Predicate<Rule> oneOf(
      HttpRequest<?> request, String parameter, Function<Rule, String> text) {
    Set<String> wanted = Set.copyOf(filters.texts(request, parameter));
    return wanted.isEmpty() ? rule -> true : rule -> wanted.contains(text.apply(rule));
  }

  /**
   * The keys of a rule of which something is remembered, by shard and fingerprint. Keys of a plain
   * threshold that are healthy are not among them: nothing is remembered of these.
   *
   * @param id of the rule
   * @param after the {@code next} of the page before
   * @param limit at most so many, 5000 at most
   */
  @ForViewers
  @Get("/{id}/alert-keys")
  Answer<AlertKeysPage> keys(
      @PathVariable String id,
      @QueryValue @Nullable String after,
      @QueryValue @Nullable String limit) {
    return Answer.of(
        keys.page(new RuleId(id), Parameters.fingerprint("after", after), Parameters.limit(limit)));
  }
}
