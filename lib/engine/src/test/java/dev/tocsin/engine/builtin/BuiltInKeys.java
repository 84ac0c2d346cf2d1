package dev.tocsin.engine.builtin;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.AlertKeyTransition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Keys of the built-in alerts as a store would keep them, and what they emitted. */
final class BuiltInKeys {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final Map<Fingerprint, AlertKeyRow> rows = new TreeMap<>();
  private final List<String> emitted = new ArrayList<>();
  private Instant evaluated = Instant.EPOCH;
  private BuiltInSettings set = BuiltInSettings.DEFAULT;
  private BuiltInRules rules = new BuiltInRules(set);

  /** A finding on one thing; {@code subject} is the value of the alert's first own label. */
  static Finding about(BuiltIn alert, String subject, boolean holds) {
    Labels labels = alert.by().isEmpty() ? Labels.EMPTY : Labels.of(alert.by().getFirst(), subject);
    return new Finding(alert, labels, holds, holds ? 1 : 0, "");
  }

  /** Evaluates so many seconds after the start. */
  void evaluate(long seconds, BuiltInSettings settings, Finding... findings) {
    Instant now = START.plusSeconds(seconds);
    if (!set.equals(settings)) {
      set = settings;
      rules = new BuiltInRules(set);
    }
    AlertKeySet keys = new AlertKeySet(rows, Map.of(), UUID::randomUUID);
    BuiltInEvaluator.run(
        keys,
        List.copyOf(rows.values()),
        rules,
        List.of(findings),
        AlertNaming.DEFAULT,
        evaluated,
        now);
    keys.forgotten().forEach(row -> rows.remove(row.fingerprint()));
    keys.changed().forEach(row -> rows.put(row.fingerprint(), row));
    keys.transitions().stream()
        .filter(change -> change.transition().emitted())
        .map(change -> text(seconds, change))
        .forEach(emitted::add);
    evaluated = now.plusMillis(1);
  }

  private static String text(long seconds, AlertKeyTransition change) {
    return "%d %s %s %s"
        .formatted(
            seconds,
            change.row().ruleId(),
            change.transition().to().code(),
            change.transition().reason().code());
  }

  List<String> emitted() {
    return List.copyOf(emitted);
  }

  Collection<AlertKeyRow> rows() {
    return rows.values();
  }
}
