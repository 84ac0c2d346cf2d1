package dev.tocsin.promql.rules;

import dev.tocsin.core.label.Severity;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How soon someone must react, by what Prometheus' label {@code severity} says. */
public final class Severities {
  private static final Map<String, Severity> USUAL =
      Map.ofEntries(
          Map.entry("critical", Severity.CRITICAL),
          Map.entry("page", Severity.CRITICAL),
          Map.entry("high", Severity.HIGH),
          Map.entry("major", Severity.HIGH),
          Map.entry("error", Severity.HIGH),
          Map.entry("warning", Severity.MEDIUM),
          Map.entry("medium", Severity.MEDIUM),
          Map.entry("ticket", Severity.MEDIUM),
          Map.entry("info", Severity.LOW),
          Map.entry("low", Severity.LOW),
          Map.entry("none", Severity.LOW));

  private final Map<String, Severity> known;
  private final Optional<Severity> absent;

  /**
   * @param own counts before the usual ones
   * @param absent that of alerts without the label; none when they are not to be imported
   */
  public Severities(Map<String, Severity> own, Optional<Severity> absent) {
    this.known = new HashMap<>(USUAL);
    own.forEach((label, severity) -> known.put(label.toLowerCase(Locale.ROOT), severity));
    this.absent = absent;
  }

  /** Throws {@link Untranslatable} for a text that is not known. */
  Severity of(String label) {
    if (label.isEmpty()) {
      return absent.orElseThrow(() ->
          new Untranslatable("has no label severity: --default-severity says what that means"));
    }
    Severity severity = known.get(label.toLowerCase(Locale.ROOT));
    if (severity == null) {
      throw new Untranslatable(
          "has the severity \"%s\", which is not known: --severity %s=high says what it means"
              .formatted(label, label));
    }
    return severity;
  }
}
