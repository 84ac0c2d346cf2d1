package dev.tocsin.engine.window;

import static java.util.Objects.requireNonNull;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.LifeCycle;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Step;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.WindowState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Evaluates the keys of one scheduled rule at its evaluation times, and moves each through its life
 * cycle. Not for several threads.
 */
final class InstanceEvaluation {
  private static final Comparator<AlertKeyStep> BY_KEY = Comparator.comparing(AlertKeyStep::key);

  private final Rule rule;
  private final AlertNaming naming;
  private final AlertKeyLabels names;
  private final Set<Fingerprint> expected;
  private final long step;
  private final RecalledInstance recalled;
  private final CountedInstances keys;
  private final Set<Fingerprint> nameless = new HashSet<>();

  private record Evaluated(Fingerprint name, WindowInstance key, ConditionResult result) {}

  /**
   * @param names a key that may fire and is not known to it is not evaluated
   * @param expected the keys that are never forgotten
   * @param step of the rule's own schedule
   */
  InstanceEvaluation(
      Rule rule,
      AlertNaming naming,
      AlertKeyLabels names,
      Set<Fingerprint> expected,
      long step,
      RecalledInstance recalled,
      CountedInstances keys) {
    this.rule = rule;
    this.naming = naming;
    this.names = names;
    this.expected = expected;
    this.step = step;
    this.recalled = recalled;
    this.keys = keys;
  }

  /**
   * Evaluates an evaluation time of the rule's group, and returns what happened: first what results
   * bring, then what the lack of data brings, each by fingerprint.
   */
  List<AlertKeyStep> run(long evaluationTime) {
    List<AlertKeyStep> happened = new ArrayList<>();
    boolean isOfRule = evaluationTime % step == 0;
    if (isOfRule) {
      evaluateData(evaluationTime, happened);
    }
    passTime(evaluationTime, happened);
    if (isOfRule) {
      keys.dropUnknown();
    }
    return happened;
  }

  /** Keys whose condition held and whose labels are not known: they were left as they were. */
  Set<Fingerprint> nameless() {
    return Set.copyOf(nameless);
  }

  private void evaluateData(long evaluationTime, List<AlertKeyStep> happened) {
    Instant at = Instant.ofEpochMilli(evaluationTime);
    List<Evaluated> results = new ArrayList<>();
    Set<Fingerprint> mayFire = new HashSet<>();
    Set<WindowInstance> refused = refused(evaluationTime);
    boolean isActive = rule.timing().active().contains(at);
    for (WindowInstance key : keys) {
      Fingerprint name = new Fingerprint(key.name);
      recalled.recall(key, evaluationTime);
      recalled.look(evaluationTime, !refused.contains(key));
      WindowState memory = recalled.memory();
      OptionalDouble silent =
          expected.contains(name) ? OptionalDouble.empty() : memory.forgets(evaluationTime);
      ConditionResult result =
          silent.isPresent() ? ConditionResult.NONE : memory.evaluate(evaluationTime);
      if (silent.isPresent()) {
        recalled.forget();
      }
      recalled.settle(key, evaluationTime + step);
      if (silent.isPresent()) {
        apply(name, key, LifeCycle.forget(key.state, at, silent.getAsDouble()), happened);
        continue;
      }
      boolean begins = result.holds() && isActive;
      if (key.state.alive() || begins) {
        results.add(new Evaluated(name, key, result));
        if (begins && key.state.phase() != Phase.FIRING) {
          mayFire.add(name);
        }
      }
    }
    Map<Fingerprint, Rule.Key> named = mayFire.isEmpty() ? Map.of() : names.find(mayFire);
    mayFire.removeAll(named.keySet());
    nameless.addAll(mayFire);
    for (Evaluated evaluated : results) {
      if (!mayFire.contains(evaluated.name())) {
        Step step =
            LifeCycle.evaluate(
                evaluated.key().state,
                rule.timing(),
                evaluated.result(),
                at,
                fired ->
                    DedupKey.of(rule, requireNonNull(named.get(evaluated.name())), naming, fired));
        apply(evaluated.name(), evaluated.key(), step, happened);
      }
    }
    happened.sort(BY_KEY);
  }

  /** The keys with samples that would make them count, and for which the rule has no room. */
  private Set<WindowInstance> refused(long evaluationTime) {
    List<WindowInstance> candidates = new ArrayList<>();
    for (WindowInstance key : keys) {
      if (!key.isCounted && key.hasNew) {
        candidates.add(key);
      }
    }
    if (candidates.isEmpty()) {
      return Set.of();
    }
    int room = Math.max(0, keys.room());
    if (candidates.size() <= room) {
      return Set.of();
    }
    IdentityHashMap<WindowInstance, RecalledInstance.FirstSample> first = new IdentityHashMap<>();
    for (WindowInstance key : candidates) {
      recalled.recall(key, evaluationTime);
      first.put(key, recalled.firstToCount(evaluationTime));
    }
    candidates.sort(
        Comparator.comparing(
            key -> requireNonNull(first.get(key)), RecalledInstance.FirstSample.EARLIEST_FIRST));
    Set<WindowInstance> refused = Collections.newSetFromMap(new IdentityHashMap<>());
    refused.addAll(candidates.subList(room, candidates.size()));
    return refused;
  }

  private void passTime(long evaluationTime, List<AlertKeyStep> happened) {
    Instant at = Instant.ofEpochMilli(evaluationTime);
    List<AlertKeyStep> passed = new ArrayList<>();
    for (WindowInstance key : keys) {
      if (key.state.phase() != Phase.NONE) {
        Step step =
            LifeCycle.passTime(
                key.state,
                rule.timing(),
                rule.group().interval(),
                at.minusMillis(1),
                at.plusMillis(1));
        apply(new Fingerprint(key.name), key, step, passed);
      }
    }
    passed.sort(BY_KEY);
    happened.addAll(passed);
  }

  private void apply(Fingerprint name, WindowInstance key, Step step, List<AlertKeyStep> happened) {
    if (!step.transitions().isEmpty() || !step.state().equals(key.state)) {
      key.state = step.state();
      keys.recount(key);
      happened.add(new AlertKeyStep(name, step));
    }
  }
}
