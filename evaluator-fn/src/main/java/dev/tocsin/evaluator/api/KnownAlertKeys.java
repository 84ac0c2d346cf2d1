package dev.tocsin.evaluator.api;

import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RulePart;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.engine.window.WindowInstances;
import dev.tocsin.engine.window.WindowSnapshot;
import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.evaluator.builtin.BuiltInAlertKeys;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds the keys of which something is remembered: in rows of their own, in the snapshots of rules
 * that are evaluated on a schedule, and in the facts by which alerts on the pipeline itself are
 * evaluated.
 */
@Singleton
class KnownAlertKeys {
  private final CurrentRules rules;
  private final AlertKeyStates rows;
  private final WindowSnapshots snapshots;
  private final LabelIndex labelIndex;
  private final BuiltInAlertKeys pipeline;
  private final AnswerSize size;

  KnownAlertKeys(
      CurrentRules rules,
      AlertKeyStates rows,
      WindowSnapshots snapshots,
      LabelIndex labelIndex,
      BuiltInAlertKeys pipeline,
      AnswerSize size) {
    this.rules = rules;
    this.rows = rows;
    this.snapshots = snapshots;
    this.labelIndex = labelIndex;
    this.pipeline = pipeline;
    this.size = size;
  }

  /** Some keys of a rule, shard by shard, so that one shard's memory at a time is read. */
  AlertKeysPage page(RuleId id, Optional<Fingerprint> after, int limit) {
    List<Rule> parts =
        rules.ruleSet().rules().stream().filter(rule -> rule.id().equals(id)).toList();
    Optional<BuiltIn> builtIn = BuiltIn.find(id);
    if (parts.isEmpty() && builtIn.isEmpty()) {
      throw ApiRefused.notFound("there is no rule \"%s\"".formatted(id.value()));
    }
    Map<Fingerprint, Rule.Key> found =
        builtIn.map(alert -> pipeline.look().keys(alert)).orElse(Map.of());
    AnswerSize.Room room = size.room();
    List<AlertKeysPage.ShownKey> page = new ArrayList<>();
    Optional<Fingerprint> last = after;
    for (int shard = after.map(Fingerprint::shard).orElse(0); shard < Fingerprint.SHARDS; shard++) {
      for (AlertKeysPage.ShownKey key : inShard(shard, id, parts, found, after)) {
        if (page.size() == limit || !room.take(key)) {
          return new AlertKeysPage(page, last.map(Fingerprint::toString).orElse(null));
        }
        page.add(key);
        last = Optional.of(Fingerprint.parse(key.fingerprint()));
      }
    }
    return new AlertKeysPage(page, null);
  }

  private List<AlertKeysPage.ShownKey> inShard(
      int shard,
      RuleId id,
      List<Rule> parts,
      Map<Fingerprint, Rule.Key> found,
      Optional<Fingerprint> after) {
    Map<Fingerprint, AlertKeyRow> known =
        rows.inShard(shard, List.of(id)).stream()
            .collect(toMap(AlertKeyRow::fingerprint, Function.identity()));
    TreeSet<Fingerprint> all = new TreeSet<>(known.keySet());
    remembered(shard, parts).values().forEach(keys -> all.addAll(keys.remembered()));
    found.keySet().stream().filter(key -> key.shard() == shard).forEach(all::add);
    after.filter(last -> last.shard() == shard).ifPresent(last -> all.headSet(last, true).clear());
    Map<Fingerprint, Rule.Key> names = new HashMap<>(found);
    names.putAll(
        labelIndex.find(
            all.stream()
                .filter(key -> !known.containsKey(key) && !found.containsKey(key))
                .toList()));
    return all.stream()
        .map(key ->
            shown(key, Optional.ofNullable(known.get(key)), Optional.ofNullable(names.get(key))))
        .toList();
  }

  /** What the evaluation schedule remembers of parts of rules in a shard. */
  Map<RulePart, WindowInstances> remembered(int shard, List<Rule> parts) {
    Map<RulePart, Rule> scheduled =
        parts.stream()
            .filter(rule -> rule.condition() instanceof ScheduledCondition)
            .collect(toMap(Rule::part, Function.identity()));
    Map<RulePart, WindowInstances> remembered = new HashMap<>();
    if (!scheduled.isEmpty()) {
      for (WindowSnapshot snapshot : snapshots.load(shard, scheduled.keySet())) {
        Rule rule = scheduled.get(snapshot.rule());
        if (rule != null) {
          WindowInstances keys = new WindowInstances(rule, AlertNaming.DEFAULT, names -> Map.of());
          StateReader in = new StateReader(snapshot.memory());
          if (keys.read(in)) {
            remembered.put(snapshot.rule(), keys);
          }
        }
      }
    }
    return remembered;
  }

  private static AlertKeysPage.ShownKey shown(
      Fingerprint key, Optional<AlertKeyRow> row, Optional<Rule.Key> name) {
    AlertKeyState state = row.map(AlertKeyRow::state).orElse(AlertKeyState.NONE);
    return new AlertKeysPage.ShownKey(
        key.toString(),
        row.map(AlertKeyRow::labels)
            .or(() -> name.map(Rule.Key::labels))
            .map(labels -> labels.asMap())
            .orElse(Map.of()),
        state.phase().code(),
        state.phase() == Phase.NONE ? null : Rfc3339.format(state.since()),
        row.flatMap(AlertKeyRow::value).orElse(null),
        state.lastFiring().map(firing -> Rfc3339.format(firing.at())).orElse(null),
        state.lastFiring().map(AlertKeyState.Firing::fireCount).orElse(null));
  }
}
