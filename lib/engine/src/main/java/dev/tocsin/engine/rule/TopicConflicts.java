package dev.tocsin.engine.rule;

import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Rules that cannot be evaluated on the topics that the settings name. */
public final class TopicConflicts {
  private static final int SHOWN = 3;

  private TopicConflicts() {}

  /**
   * What keeps these rules from being evaluated on these topics: one that is not keyed takes only
   * scheduled rules, since a series may be in any of its partitions.
   */
  public static List<Problem> of(Settings settings, RuleSet ruleSet) {
    List<String> atSamples =
        ruleSet.rules().stream()
            .filter(rule -> !(rule.condition() instanceof ScheduledCondition))
            .map(TopicConflicts::quoted)
            .toList();
    if (atSamples.isEmpty()) {
      return List.of();
    }
    String rules = atSamples.stream().limit(SHOWN).collect(Collectors.joining(", "));
    String more =
        atSamples.size() > SHOWN ? " and " + (atSamples.size() - SHOWN) + " more rules" : "";
    return settings.topics().stream()
        .filter(topic -> !topic.keyed())
        .map(topic ->
            new Problem(
                topic.at().file(),
                topic.at().line(),
                topic.at().column(),
                "topic \""
                    + topic.name()
                    + "\" has keyed: false and takes only scheduled rules,"
                    + " not "
                    + rules
                    + more))
        .toList();
  }

  private static String quoted(Rule rule) {
    return '"' + rule.id().value() + '"';
  }
}
