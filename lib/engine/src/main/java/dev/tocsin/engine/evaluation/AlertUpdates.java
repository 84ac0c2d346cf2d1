package dev.tocsin.engine.evaluation;

import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.Instance;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Reason;
import dev.tocsin.engine.alert.Transition;
import dev.tocsin.engine.rule.Rule;
import java.net.URI;
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
   * @param reported in order
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
    return change
        .rule()
        .map(rule -> fromRule(id, before, rule, change, seq, naming))
        .orElseGet(() -> withoutRule(before.orElseThrow(), change.transition(), seq));
  }

  private static Alert fromRule(
      UUID id,
      Optional<Alert> before,
      Rule rule,
      AlertKeyTransition change,
      long seq,
      AlertNaming naming) {
    Transition step = change.transition();
    AlertKeyState.Firing firing = step.firing().orElseThrow();
    Optional<Double> value = Optional.ofNullable(step.value());
    return new Alert(
        id,
        change.row().fingerprint(),
        firing.dedupKey(),
        rule.id(),
        rule.name(),
        rule.description(),
        rule.severity(),
        rule.metricName(),
        before
            .map(Alert::instanceId)
            .orElseGet(() -> Instance.of(rule, change.row().labels(), naming)),
        change.row().labels(),
        rule.annotations(value, change.row().labels()),
        rule.runbookUrl().map(URI::toString),
        Optional.of(rule.condition().operator()),
        Optional.of(rule.condition().threshold()),
        step.to(),
        step.reason(),
        before.map(Alert::startedAt).orElse(step.at()),
        step.at(),
        value,
        firing.fireCount(),
        seq);
  }

  private static Alert withoutRule(Alert before, Transition step, long seq) {
    return new Alert(
        before.id(),
        before.fingerprint(),
        before.dedupKey(),
        before.ruleId(),
        before.name(),
        before.description(),
        before.severity(),
        before.metricName(),
        before.instanceId(),
        before.labels(),
        before.annotations(),
        before.runbookUrl(),
        before.operator(),
        before.threshold(),
        step.to(),
        step.reason(),
        before.startedAt(),
        step.at(),
        Optional.ofNullable(step.value()),
        before.fireCount(),
        seq);
  }

  private static AlertChanged event(Alert alert, Transition step) {
    return new AlertChanged(
        AlertChanged.VERSION,
        DerivedId.of(alert.id(), Long.toString(alert.seq())),
        alert.seq(),
        change(step),
        step.reason().code(),
        step.at(),
        step.value(),
        snapshot(alert));
  }

  private static String change(Transition step) {
    if (step.to() == Phase.RESOLVED) {
      return AlertChanged.RESOLVED;
    }
    return step.reason() == Reason.REFIRED ? AlertChanged.REFIRED : AlertChanged.FIRED;
  }

  private static AlertSnapshot snapshot(Alert alert) {
    return new AlertSnapshot(
        alert.id(),
        alert.fingerprint().toString(),
        alert.dedupKey().value(),
        alert.ruleId().value(),
        alert.name(),
        alert.description(),
        alert.severity().code(),
        alert.metricName(),
        alert.instanceId(),
        alert.labels().asMap(),
        alert.annotations(),
        alert.runbookUrl().orElse(null),
        alert.operator().orElse(null),
        alert.threshold().orElse(null),
        alert.fireCount(),
        alert.startedAt());
  }
}
