package dev.tocsin.engine.alert;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.rule.Rule;
import java.util.Optional;

/** Finds the one name of the instance that an alert is about. */
public final class Instance {
  /** Stands for the instance of a key that names none. */
  public static final String UNKNOWN = "unknown";

  private Instance() {}

  /**
   * The instance of a key: dedup key, payload, target of remediations and inventory have it.
   *
   * @param alert the labels of its alert
   */
  public static String of(Rule rule, Labels alert, AlertNaming naming) {
    return find(rule, alert, naming).orElse(UNKNOWN);
  }

  /** The instance that a series is of: it names its producer. */
  public static String of(Labels series, AlertNaming naming) {
    for (String name : naming.instanceLabels()) {
      if (series.has(name)) {
        return series.get(name);
      }
    }
    return UNKNOWN;
  }

  /** That of a key; empty when none of its labels names an instance. */
  static Optional<String> find(Rule rule, Labels alert, AlertNaming naming) {
    for (String name : naming.instanceLabels()) {
      String text = rule.ownLabel(name, alert);
      if (!text.isEmpty()) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }
}
