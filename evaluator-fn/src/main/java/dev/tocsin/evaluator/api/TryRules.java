package dev.tocsin.evaluator.api;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleChanges;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.evaluator.deploy.UpdateRules;
import dev.tocsin.evaluator.rules.RuleSetCache;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what rules would do, and changes nothing. */
@Singleton
class TryRules {
  private final UpdateRules change;
  private final CurrentRules rules;
  private final ActiveAlerts alerts;
  private final AnswerSize size;
  private final RuleSetCache inHand;

  TryRules(
      UpdateRules change,
      CurrentRules rules,
      ActiveAlerts alerts,
      AnswerSize size,
      RuleSetCache inHand) {
    this.inHand = inHand;
    this.change = change;
    this.rules = rules;
    this.alerts = alerts;
    this.size = size;
  }

  Answer<DryRun> run(Optional<SourceFile> file, Problems problems) {
    return inHand.inTurn(() -> tried(file, problems));
  }

  private Answer<DryRun> tried(Optional<SourceFile> file, Problems problems) {
    Optional<RuleSet> read = file.flatMap(text -> change.read(text, problems));
    if (read.isEmpty()) {
      return Answer.of(
          new DryRun(
              problems.list().stream().map(ShownProblem::of).toList(),
              ShownProblem.warnings(problems.warnings()),
              null,
              List.of()));
    }
    RuleSet next = read.get();
    RuleChanges changes = RuleChanges.between(rules.ruleSet(), next);
    Set<String> touched = new HashSet<>(changes.removed());
    touched.addAll(changes.restarted());
    touched.addAll(changes.adjusted());
    ActiveAlerts.Page page =
        touched.isEmpty()
            ? new ActiveAlerts.Page(List.of(), Optional.empty())
            : alerts.page(
                alert -> touched.contains(alert.ruleId()),
                Optional.empty(),
                Integer.MAX_VALUE,
                size.room());
    return Answer.of(
        new DryRun(
            List.of(),
            ShownProblem.warnings(problems.warnings()),
            new DryRun.Rules(
                changes.added(),
                changes.removed(),
                changes.restarted(),
                changes.adjusted(),
                changes.reworded(),
                next.identities().size()),
            page.alerts().stream().map(alert -> changed(alert, changes, next)).toList()),
        page.next().isPresent()
            ? List.of("more alerts would change than fit into an answer")
            : List.of());
  }

  private static DryRun.Changed changed(ActiveAlert alert, RuleChanges changes, RuleSet next) {
    boolean isAdjusted = changes.adjusted().contains(alert.ruleId());
    return new DryRun.Changed(
        alert.fingerprint(),
        alert.ruleId(),
        alert.labels(),
        alert.state(),
        isAdjusted ? "evaluated_anew" : alert.state().equals("firing") ? "resolved" : "forgotten",
        isAdjusted
            ? "new_limits"
            : changes.removed().contains(alert.ruleId()) ? "rule_removed" : "rule_changed",
        isAdjusted ? stillMet(alert, next) : null);
  }

  private static @Nullable Boolean stillMet(ActiveAlert alert, RuleSet next) {
    double value = Double.parseDouble(alert.value());
    return Double.isNaN(value)
        ? null
        : next.find(new RuleId(alert.ruleId()), Labels.of(alert.labels()))
            .map(rule -> rule.condition().meets(value))
            .orElse(null);
  }
}
