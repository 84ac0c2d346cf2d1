package dev.tocsin.engine.evaluation;

import com.google.protobuf.ByteString;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.EvaluationSchedule;
import dev.tocsin.engine.alert.LifeCycle;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Step;
import dev.tocsin.engine.alert.Transition;
import dev.tocsin.engine.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The keys of one transaction while they are evaluated: as they were loaded, as they have become,
 * and what happened on the way. Not for several threads.
 */
public final class AlertKeySet {
  private final Map<Fingerprint, AlertKeyRow> stored;
  private final Map<Fingerprint, AlertKeyRow> rows;
  private final Map<RuleId, Integer> counts;
  private final IdSource ids;
  private final Set<Fingerprint> touched = new LinkedHashSet<>();
  private final List<AlertKeyTransition> transitions = new ArrayList<>();

  /**
   * @param rows the stored rows among the keys that may be evaluated
   * @param counts how many rows there are of each rule, at least of those that may gain one
   * @param ids draws the identities of new alerts
   */
  public AlertKeySet(
      Map<Fingerprint, AlertKeyRow> rows, Map<RuleId, Integer> counts, IdSource ids) {
    this.stored = Map.copyOf(rows);
    this.rows = new HashMap<>(rows);
    this.counts = new HashMap<>(counts);
    this.ids = ids;
  }

  /** Whether a rule may have no further key. */
  boolean full(Rule rule) {
    return counts.getOrDefault(rule.id(), 0) >= rule.maxKeys();
  }

  public Optional<AlertKeyRow> row(Fingerprint key) {
    return Optional.ofNullable(rows.get(key));
  }

  /** Puts what an evaluation time made of a key in the place of its state. */
  public void apply(Rule rule, AlertKeyRow blank, Step step, Instant evaluationTime) {
    apply(blank, Optional.of(rule), step, Optional.empty(), evaluationTime);
  }

  /** Replaces the key's state by what a result made of it. */
  void apply(
      AlertKeyRow blank,
      Optional<Rule> rule,
      Step step,
      Optional<ByteString> past,
      Instant evaluatedUntil) {
    Fingerprint key = blank.fingerprint();
    AlertKeyRow before = rows.getOrDefault(key, blank);
    if (step.state().equals(before.state()) && past.equals(before.past())) {
      return;
    }
    touched.add(key);
    AlertKeyRow after = before;
    for (Transition transition : step.transitions()) {
      after = after(after, transition);
      transitions.add(new AlertKeyTransition(after, rule, transition));
    }
    after =
        new AlertKeyRow(
            key,
            after.ruleId(),
            blank.partition(),
            after.labels(),
            step.state(),
            past,
            after.value(),
            after.alertId(),
            rule.flatMap(known -> due(step.state(), past, known, evaluatedUntil)),
            version(key));
    keep(before, after);
  }

  /** The first evaluation time at which time alone changes the key or has its past forgotten. */
  private static Optional<Instant> due(
      AlertKeyState state, Optional<ByteString> past, Rule rule, Instant evaluatedUntil) {
    Duration interval = rule.group().interval();
    Optional<Instant> changes = LifeCycle.due(state, rule.timing(), interval, evaluatedUntil);
    Optional<Instant> isForgotten =
        StoredPast.end(past, rule)
            .map(end -> EvaluationSchedule.atOrAfter(end, interval, evaluatedUntil));
    return changes.isEmpty() || isForgotten.filter(changes.get()::isAfter).isPresent()
        ? isForgotten
        : changes;
  }

  private AlertKeyRow after(AlertKeyRow row, Transition transition) {
    boolean newAlert =
        transition.from() != Phase.FIRING
            && transition.to() == Phase.FIRING
            && transition.firing().map(firing -> firing.fireCount() == 1).orElse(false);
    Optional<UUID> alertId = newAlert ? Optional.of(ids.next()) : row.alertId();
    return new AlertKeyRow(
        row.fingerprint(),
        row.ruleId(),
        row.partition(),
        row.labels(),
        row.state(),
        row.past(),
        Optional.ofNullable(transition.value()),
        alertId,
        row.due(),
        row.version());
  }

  /** A key that was forgotten and begins anew in this transaction still replaces its row. */
  private long version(Fingerprint key) {
    AlertKeyRow loaded = stored.get(key);
    return loaded == null ? 0 : loaded.version();
  }

  private void keep(AlertKeyRow before, AlertKeyRow after) {
    boolean was = rows.containsKey(before.fingerprint());
    boolean is = after.state().phase() != Phase.NONE || after.past().isPresent();
    if (is) {
      rows.put(after.fingerprint(), after);
    } else {
      rows.remove(after.fingerprint());
    }
    if (was != is) {
      counts.merge(after.ruleId(), is ? 1 : -1, Integer::sum);
    }
  }

  /** Whether there is nothing to write, and nothing happened. */
  public boolean isUnchanged() {
    return touched.isEmpty();
  }

  /** Starts counting changes anew; the keys stay. */
  public void clearChanges() {
    touched.clear();
    transitions.clear();
  }

  /** All transitions, in the order in which they happened. */
  public List<AlertKeyTransition> transitions() {
    return List.copyOf(transitions);
  }

  /** The rows to write. */
  public Collection<AlertKeyRow> changed() {
    return touched.stream().flatMap(key -> Stream.ofNullable(rows.get(key))).toList();
  }

  /** The rows to remove, as they were loaded. */
  public Collection<AlertKeyRow> forgotten() {
    return touched.stream()
        .filter(key -> !rows.containsKey(key))
        .flatMap(key -> Stream.ofNullable(stored.get(key)))
        .toList();
  }
}
