package dev.tocsin.evaluator.api;

import dev.tocsin.core.enrichment.Enrichment;
import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.unit.Unit;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts together what is pending and what fires, a page at a time. */
@Singleton
class ActiveAlerts {
  private static final int CHUNK = 500;

  /** So many are looked at for one page, however few of them are wanted. */
  private static final int MOST_LOOKED_AT = 20_000;

  private static final String TEAM = "team";

  private final AlertKeyStates keys;
  private final Alerts alerts;
  private final Enrichments enrichments;
  private final CurrentRules rules;

  ActiveAlerts(AlertKeyStates keys, Alerts alerts, Enrichments enrichments, CurrentRules rules) {
    this.keys = keys;
    this.alerts = alerts;
    this.enrichments = enrichments;
    this.rules = rules;
  }

  /**
   * Some alerts, sorted by fingerprint.
   *
   * @param next the last one that was looked at; none when there are no more
   */
  record Page(List<ActiveAlert> alerts, Optional<Fingerprint> next) {}

  /**
   * The first alerts after a fingerprint, of those that are wanted.
   *
   * @param limit at most so many
   * @param room at most what fits into it
   */
  Page page(
      Predicate<ActiveAlert> wanted, Optional<Fingerprint> after, int limit, AnswerSize.Room room) {
    List<ActiveAlert> page = new ArrayList<>();
    Optional<Fingerprint> seen = after;
    for (int looked = 0; looked < MOST_LOOKED_AT; looked += CHUNK) {
      SortedMap<Fingerprint, ActiveAlert> chunk = chunk(seen);
      for (Map.Entry<Fingerprint, ActiveAlert> entry : chunk.entrySet()) {
        if (wanted.test(entry.getValue())) {
          if (page.size() == limit || !room.take(entry.getValue())) {
            return new Page(page, seen);
          }
          page.add(entry.getValue());
        }
        seen = Optional.of(entry.getKey());
      }
      if (chunk.size() < CHUNK) {
        return new Page(page, Optional.empty());
      }
    }
    return new Page(page, seen);
  }

  /** The first alerts after a fingerprint. One that begins to fire meanwhile is firing. */
  private SortedMap<Fingerprint, ActiveAlert> chunk(Optional<Fingerprint> after) {
    SortedMap<Fingerprint, ActiveAlert> found = new TreeMap<>();
    Optional<RuleSet> ruleSet = rules.known();
    keys.pending(after, CHUNK)
        .forEach(row ->
            found.put(
                row.fingerprint(),
                pending(row, ruleSet.flatMap(all -> all.find(row.ruleId(), row.labels())))));
    List<Alert> firing = alerts.firing(after, CHUNK);
    Map<Fingerprint, AlertKeyRow> rows =
        keys.load(firing.stream().map(Alert::fingerprint).toList());
    Map<UUID, Enrichment> context = enrichments.byAlert(firing.stream().map(Alert::id).toList());
    firing.forEach(alert ->
        found.put(
            alert.fingerprint(),
            firing(
                alert,
                Optional.ofNullable(rows.get(alert.fingerprint())),
                Optional.ofNullable(context.get(alert.id())))));
    SortedMap<Fingerprint, ActiveAlert> first = new TreeMap<>();
    found.entrySet().stream()
        .limit(CHUNK)
        .forEach(entry -> first.put(entry.getKey(), entry.getValue()));
    return first;
  }

  private static ActiveAlert pending(AlertKeyRow row, Optional<Rule> rule) {
    Optional<AlertKeyState.Firing> last = row.state().lastFiring();
    return new ActiveAlert(
        row.labels().asMap(),
        Map.of(),
        row.state().phase().code(),
        Rfc3339.format(row.state().since()),
        value(row.value()),
        Rfc3339.format(row.state().since()),
        team(row.labels(), Optional.empty()),
        row.fingerprint().toString(),
        row.ruleId().value(),
        null,
        last.map(AlertKeyState.Firing::fireCount).orElse(0),
        last.map(firing -> firing.dedupKey().value()).orElse(null),
        unit(rule.map(known -> known.condition().unit())));
  }

  private static ActiveAlert firing(
      Alert alert, Optional<AlertKeyRow> row, Optional<Enrichment> enrichment) {
    Instant activeAt = row.map(key -> key.state().since()).orElse(alert.firings().startedAt());
    return new ActiveAlert(
        alert.labels().asMap(),
        alert.annotations(),
        alert.last().phase().code(),
        Rfc3339.format(activeAt),
        value(alert.last().value()),
        Rfc3339.format(alert.firings().startedAt()),
        team(alert.labels(), enrichment),
        alert.fingerprint().toString(),
        alert.rule().id().value(),
        alert.id(),
        alert.firings().count(),
        alert.firings().dedupKey().value(),
        unit(Optional.of(alert.rule().unit())));
  }

  private static @Nullable String unit(Optional<Unit> unit) {
    return unit.filter(known -> known != Unit.NONE).map(Unit::code).orElse(null);
  }

  private static @Nullable String team(Labels labels, Optional<Enrichment> enrichment) {
    return labels.has(TEAM)
        ? labels.get(TEAM)
        : enrichment.map(found -> found.fields().get(TEAM)).orElse(null);
  }

  private static String value(Optional<Double> value) {
    return value.map(GoNumber::exponent).orElse("NaN");
  }
}
