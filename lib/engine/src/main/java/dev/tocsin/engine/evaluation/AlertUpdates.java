package dev.tocsin.engine.evaluation;

import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.unit.Unit;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.Instance;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Reason;
import dev.tocsin.engine.alert.RuleFacts;
import dev.tocsin.engine.alert.Transition;
import dev.tocsin.engine.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Turns the transitions that people are notified of into alerts and numbered events. */
public final class AlertUpdates {
  private AlertUpdates() {}

  /** The transitions that are emitted, in order. */
  public static List<AlertKeyTransition> emitted(Collection<AlertKeyTransition> transitions) {
    return transitions.stream().filter(change -> change.transition().emitted()).toList();
  }

  /** How many events each fingerprint gains. */
  public static Map<Fingerprint, Integer> counts(Collection<AlertKeyTransition> emitted) {
    Map<Fingerprint, Integer> counts = new LinkedHashMap<>();
    emitted.forEach(change -> counts.merge(change.row().fingerprint(), 1, Integer::sum));
    return counts;
  }

  /** The alerts that the transitions concern, those among them that begin here included. */
  public static Set<UUID> alertIds(Collection<AlertKeyTransition> emitted) {
    return emitted.stream()
        .flatMap(change -> change.row().alertId().stream())
        .collect(Collectors.toSet());
  }

  /**
   * @param emitted in order
   * @param known the alerts as they are stored; one that begins here is not among them
   * @param firstNumbers the first event number of each fingerprint
   * @param naming finds the instance of an alert that begins here
   */
  public static List<AlertUpdate> of(
      Collection<AlertKeyTransition> emitted,
      Map<UUID, Alert> known,
      Map<Fingerprint, Long> firstNumbers,
      AlertNaming naming) {
    Map<UUID, Alert> alerts = new HashMap<>(known);
    Map<Fingerprint, Long> numbers = new HashMap<>(firstNumbers);
    List<AlertUpdate> updates = new ArrayList<>(emitted.size());
    for (AlertKeyTransition change : emitted) {
      long seq = numbers.merge(change.row().fingerprint(), 1L, Long::sum) - 1;
      Alert alert = alert(change, alerts, seq, naming);
      alerts.put(alert.id(), alert);
      updates.add(new AlertUpdate(alert, event(alert, change.transition())));
    }
    return updates;
  }

  /**
   * Ends alerts that have no live key.
   *
   * @param orphaned each once
   * @param firstNumbers the first event number of each fingerprint
   * @param at when they end; one that changed later ends when it changed
   */
  public static List<AlertUpdate> ended(
      Collection<Alert> orphaned, Map<Fingerprint, Long> firstNumbers, Instant at) {
    Map<Fingerprint, Long> numbers = new HashMap<>(firstNumbers);
    List<AlertUpdate> updates = new ArrayList<>(orphaned.size());
    for (Alert alert : orphaned) {
      long seq = numbers.merge(alert.fingerprint(), 1L, Long::sum) - 1;
      Instant changed = alert.last().at();
      Transition end =
          new Transition(
              Phase.FIRING,
              Phase.RESOLVED,
              Reason.ORPHANED,
              changed.isAfter(at) ? changed : at,
              null,
              Optional.empty());
      Alert ended = alert.after(Alert.Change.of(end, seq));
      updates.add(new AlertUpdate(ended, event(ended, end)));
    }
    return updates;
  }

  /** Each alert once, as the last of its updates left it. */
  public static Collection<Alert> latest(Collection<AlertUpdate> updates) {
    Map<UUID, Alert> latest = new LinkedHashMap<>();
    updates.forEach(update -> latest.put(update.alert().id(), update.alert()));
    return latest.values();
  }

  private static Alert alert(
      AlertKeyTransition change, Map<UUID, Alert> alerts, long seq, AlertNaming naming) {
    UUID id = change.row().alertId().orElseThrow();
    Optional<Alert> before = Optional.ofNullable(alerts.get(id));
    Alert.Change last = Alert.Change.of(change.transition(), seq);
    if (last.phase() == Phase.RESOLVED && before.isPresent()) {
      Alert resolved = before.get().after(last);
      // A threshold acts at the next result: the value was compared with that of now.
      return last.reason() == Reason.CONDITION_CLEARED || last.reason() == Reason.INACTIVE
          ? change.rule().map(resolved::comparedAs).orElse(resolved)
          : resolved;
    }
    return fromRule(id, before, change.rule().orElseThrow(), change, last, naming);
  }

  private static Alert fromRule(
      UUID id,
      Optional<Alert> before,
      Rule rule,
      AlertKeyTransition change,
      Alert.Change last,
      AlertNaming naming) {
    AlertKeyState.Firing firing = change.transition().firing().orElseThrow();
    return new Alert(
        id,
        change.row().fingerprint(),
        before
            .map(Alert::instanceId)
            .orElseGet(() -> Instance.of(rule, change.row().labels(), naming)),
        change.row().labels(),
        RuleFacts.of(rule),
        rule.annotations(last.value(), change.row().labels()),
        new Alert.Firings(
            firing.dedupKey(),
            before.map(alert -> alert.firings().startedAt()).orElse(last.at()),
            firing.fireCount()),
        last);
  }

  private static AlertChanged event(Alert alert, Transition step) {
    return new AlertChanged(
        AlertChanged.VERSION,
        DerivedId.of(alert.id(), Long.toString(alert.last().seq())),
        alert.last().seq(),
        change(step),
        step.reason().code(),
        step.at(),
        step.value(),
        step.noDataSince(),
        snapshot(alert));
  }

  private static String change(Transition step) {
    if (step.to() == Phase.RESOLVED) {
      return AlertChanged.RESOLVED;
    }
    return step.reason() == Reason.REFIRED ? AlertChanged.REFIRED : AlertChanged.FIRED;
  }

  private static AlertSnapshot snapshot(Alert alert) {
    RuleFacts rule = alert.rule();
    return new AlertSnapshot(
        alert.id(),
        alert.fingerprint().toString(),
        alert.firings().dedupKey().value(),
        rule.id().value(),
        rule.name(),
        rule.description(),
        rule.severity().code(),
        rule.metricName(),
        alert.instanceId(),
        alert.labels().asMap(),
        alert.annotations(),
        rule.runbookUrl().orElse(null),
        rule.operator().orElse(null),
        rule.threshold().orElse(null),
        rule.unit() == Unit.NONE ? null : rule.unit().code(),
        alert.firings().count(),
        alert.firings().startedAt());
  }
}
