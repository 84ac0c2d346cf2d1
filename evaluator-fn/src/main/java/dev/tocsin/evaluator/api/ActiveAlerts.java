package dev.tocsin.evaluator.api;

import dev.tocsin.core.alert.Alert;
import dev.tocsin.core.alert.Alerts;
import dev.tocsin.core.alert.KeyRow;
import dev.tocsin.core.alert.KeyState;
import dev.tocsin.core.alert.KeyStates;
import dev.tocsin.core.enrichment.Enrichment;
import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.message.Rfc3339;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what is pending and what fires. */
@Singleton
class ActiveAlerts {
  /** Keeps an answer below Lambda's 6 MB. */
  private static final int MOST = 5_000;

  private static final String TEAM = "team";

  private final KeyStates keys;
  private final Alerts alerts;
  private final Enrichments enrichments;

  ActiveAlerts(KeyStates keys, Alerts alerts, Enrichments enrichments) {
    this.keys = keys;
    this.alerts = alerts;
    this.enrichments = enrichments;
  }

  /** Sorted by fingerprint; at most {@link #MOST} pending and as many firing. */
  List<ActiveAlert> list() {
    List<Alert> firing = alerts.firing(MOST);
    Map<Fingerprint, KeyRow> rows = keys.load(firing.stream().map(Alert::fingerprint).toList());
    Map<UUID, Enrichment> found = enrichments.byAlert(firing.stream().map(Alert::id).toList());
    return Stream.concat(
            keys.pending(MOST).stream().map(ActiveAlerts::pending),
            firing.stream()
                .map(alert ->
                    firing(
                        alert,
                        Optional.ofNullable(rows.get(alert.fingerprint())),
                        Optional.ofNullable(found.get(alert.id())))))
        .sorted(Comparator.comparing(ActiveAlert::fingerprint))
        .toList();
  }

  private static ActiveAlert pending(KeyRow row) {
    Optional<KeyState.Firing> last = row.state().lastFiring();
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
        last.map(KeyState.Firing::fireCount).orElse(0),
        last.map(firing -> firing.dedupKey().value()).orElse(null));
  }

  private static ActiveAlert firing(
      Alert alert, Optional<KeyRow> row, Optional<Enrichment> enrichment) {
    Instant activeAt = row.map(key -> key.state().since()).orElse(alert.startedAt());
    return new ActiveAlert(
        alert.labels().asMap(),
        alert.annotations(),
        alert.phase().code(),
        Rfc3339.format(activeAt),
        value(alert.value()),
        Rfc3339.format(alert.startedAt()),
        team(alert.labels(), enrichment),
        alert.fingerprint().toString(),
        alert.ruleId().value(),
        alert.id(),
        alert.fireCount(),
        alert.dedupKey().value());
  }

  private static @Nullable String team(Labels labels, Optional<Enrichment> enrichment) {
    return labels.has(TEAM)
        ? labels.get(TEAM)
        : enrichment.map(found -> found.fields().get(TEAM)).orElse(null);
  }

  private static String value(Optional<Double> value) {
    return value.map(number -> String.format(Locale.ROOT, "%e", number)).orElse("NaN");
  }
}
