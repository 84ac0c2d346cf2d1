package dev.tocsin.evaluator.api;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleGroup;
import dev.tocsin.engine.rule.RulePart;
import dev.tocsin.engine.rule.RuleSet;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Puts together the rules, how far they are evaluated, and their alerts. */
@Singleton
class ShownRules {
  private static final String WINDOW = "window";

  private final CurrentRules rules;
  private final ActiveAlerts alerts;
  private final AlertKeyStates keys;
  private final EvaluationLag evaluationLag;
  private final AnswerSize size;

  ShownRules(
      CurrentRules rules,
      ActiveAlerts alerts,
      AlertKeyStates keys,
      EvaluationLag evaluationLag,
      AnswerSize size) {
    this.rules = rules;
    this.alerts = alerts;
    this.keys = keys;
    this.evaluationLag = evaluationLag;
    this.size = size;
  }

  /**
   * What of the rules is asked for.
   *
   * @param groups at most so many
   * @param from the token of the first group; none: from the first one on
   */
  record Wanted(
      Predicate<Rule> rules, boolean withAlerts, Optional<Integer> groups, Optional<String> from) {}

  Answer<RulesPage> page(Wanted wanted) {
    RuleSet ruleSet = rules.ruleSet();
    Map<RuleGroup, List<Rule>> groups =
        ruleSet.rules().stream()
            .filter(wanted.rules())
            .collect(groupingBy(Rule::group, LinkedHashMap::new, toList()));
    List<RuleGroup> order = List.copyOf(groups.keySet());
    int first = wanted.from().map(token -> find(order, token)).orElse(0);
    int most =
        wanted.groups().map(limit -> Math.min(first + limit, order.size())).orElse(order.size());

    EvaluationLag.Snapshot snapshot = evaluationLag.look();
    AnswerSize.Room room = size.room();
    List<RulesPage.Group> shown = new ArrayList<>();
    int end = first;
    while (end < most) {
      RulesPage.Group group =
          group(order.get(end), groups.getOrDefault(order.get(end), List.of()), snapshot);
      if (!room.take(group)) {
        refuseIfAlone(group, shown);
        break;
      }
      shown.add(group);
      end++;
    }
    List<String> warnings = new ArrayList<>();
    if (end < most) {
      warnings.add(
          "not all groups fit into an answer: ask for the rest with group_limit and group_next_token");
    }
    List<RulesPage.Group> withAlerts =
        withAlerts(
            shown, ruleSet, groups, order.subList(first, end), wanted.withAlerts(), room, warnings);
    return Answer.of(
        new RulesPage(withAlerts, end < order.size() ? token(order.get(end)) : null), warnings);
  }

  private static void refuseIfAlone(RulesPage.Group group, List<RulesPage.Group> before) {
    if (before.isEmpty()) {
      throw new ApiRefused(
          HttpStatus.UNPROCESSABLE_ENTITY,
          ApiError.of(
              "execution",
              "group \"%s\" is too large for an answer: ask for some of its %d rules by rule_name[]"
                  .formatted(group.name(), group.rules().size())));
    }
  }

  private static int find(List<RuleGroup> groups, String token) {
    for (int at = 0; at < groups.size(); at++) {
      if (token(groups.get(at)).equals(token)) {
        return at;
      }
    }
    throw ApiRefused.badParameter(
        "group_next_token", "there is no such group any more: begin with the first page");
  }

  private static String token(RuleGroup group) {
    return Labels.of("file", group.file(), "group", group.name()).fingerprint().toString();
  }

  private static RulesPage.Group group(
      RuleGroup group, List<Rule> rules, EvaluationLag.Snapshot snapshot) {
    return new RulesPage.Group(
        group.name(),
        group.file(),
        seconds(group.interval()),
        0,
        rules.stream().map(rule -> rule(rule, snapshot)).toList(),
        0,
        EvaluationLag.shown(
            rules.stream().flatMap(rule -> snapshot.lastEvaluation(rule).stream())));
  }

  private static RulesPage.ShownRule rule(Rule rule, EvaluationLag.Snapshot snapshot) {
    EvaluationLag.Health health = snapshot.health(rule);
    Map<String, String> labels = new LinkedHashMap<>(rule.labels());
    labels.put("rule_id", rule.id().value());
    labels.put("severity", rule.severity().code());
    rule.window().ifPresent(window -> labels.put(WINDOW, window));
    return new RulesPage.ShownRule(
        "inactive",
        rule.name(),
        rule.expression(),
        seconds(rule.timing().duration()),
        seconds(rule.timing().keepFiringFor()),
        labels,
        rule.annotations(),
        List.of(),
        health.health(),
        health.lastError(),
        0,
        EvaluationLag.shown(snapshot.lastEvaluation(rule).stream()),
        "alerting",
        rule.id().value(),
        rule.description(),
        rule.runbookUrl().map(Object::toString).orElse(null),
        seconds(rule.timing().cooldown()),
        seconds(rule.timing().repeatInterval()),
        rule.condition().resolveThreshold().orElse(null),
        ShownActiveHours.of(rule.timing().active()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  /** The same groups with their alerts, or, without, with their states all the same. */
  private List<RulesPage.Group> withAlerts(
      List<RulesPage.Group> groups,
      RuleSet ruleSet,
      Map<RuleGroup, List<Rule>> rules,
      List<RuleGroup> shown,
      boolean wanted,
      AnswerSize.Room room,
      List<String> warnings) {
    Set<String> ids =
        shown.stream()
            .flatMap(group -> rules.getOrDefault(group, List.of()).stream())
            .map(rule -> rule.id().value())
            .collect(toSet());
    boolean complete = false;
    Map<RulePart, List<ActiveAlert>> byPart = Map.of();
    if (wanted) {
      ActiveAlerts.Page page =
          alerts.page(
              alert -> ids.contains(alert.ruleId()), Optional.empty(), Integer.MAX_VALUE, room);
      byPart = page.alerts().stream().collect(groupingBy(alert -> part(ruleSet, alert)));
      complete = page.next().isEmpty();
      if (!complete) {
        warnings.add("not all alerts fit into an answer: ask for all of them at /api/v1/alerts");
      }
    }
    Set<RuleId> pending = complete ? Set.of() : keys.rulesIn(Phase.PENDING);
    Set<RuleId> firing = complete ? Set.of() : keys.rulesIn(Phase.FIRING);
    Map<RulePart, List<ActiveAlert>> found = byPart;
    return groups.stream()
        .map(group ->
            new RulesPage.Group(
                group.name(),
                group.file(),
                group.interval(),
                group.limit(),
                group.rules().stream()
                    .map(rule -> {
                      RuleId id = new RuleId(rule.id());
                      RulePart part = new RulePart(id, rule.labels().getOrDefault(WINDOW, ""));
                      List<ActiveAlert> own = found.getOrDefault(part, List.of());
                      return rule.with(state(own, pending.contains(id), firing.contains(id)), own);
                    })
                    .toList(),
                group.evaluationTime(),
                group.lastEvaluation()))
        .toList();
  }

  private static RulePart part(RuleSet ruleSet, ActiveAlert alert) {
    RuleId id = new RuleId(alert.ruleId());
    return ruleSet
        .find(id, Labels.of(alert.labels()))
        .map(Rule::part)
        .orElseGet(() -> new RulePart(id, ""));
  }

  /**
   * @param anyPending whether a key of the rule, or of another part of it, is pending
   */
  private static String state(List<ActiveAlert> alerts, boolean anyPending, boolean anyFiring) {
    Set<String> states =
        Stream.concat(
                alerts.stream().map(ActiveAlert::state),
                Stream.concat(
                    anyPending ? Stream.of("pending") : Stream.of(),
                    anyFiring ? Stream.of("firing") : Stream.of()))
            .collect(toSet());
    return states.contains("firing")
        ? "firing"
        : states.contains("pending") ? "pending" : "inactive";
  }
}
