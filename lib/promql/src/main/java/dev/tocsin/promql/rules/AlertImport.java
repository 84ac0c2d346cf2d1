package dev.tocsin.promql.rules;

import dev.tocsin.core.label.LabelShapes;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.promql.PromqlParser;
import dev.tocsin.promql.PromqlSyntaxException;
import dev.tocsin.promql.rules.PrometheusRules.Alert;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a rule of an alert. */
final class AlertImport {
  private static final Duration FORGET_AFTER = Duration.ofHours(24);

  private AlertImport() {}

  /**
   * A rule of ours, in fields.
   *
   * @param metrics those that it reads
   * @param differences what it means else than the alert
   */
  record Made(List<String> metrics, Map<String, Object> fields, List<String> differences) {}

  /**
   * The rule for an alert whose group is evaluated at an interval. Throws {@link Untranslatable}
   * when there is none.
   */
  static Made of(Alert alert, Duration interval, Severities severities) {
    TranslatedRule said = said(alert, interval);
    Map<String, String> labels = new LinkedHashMap<>(alert.labels());
    String severity = labels.getOrDefault("severity", "");
    labels.remove("severity");
    labels.forEach((name, text) -> {
      if (text.isEmpty()) {
        throw new Untranslatable(
            "has an empty label \"" + name + "\", which removes it: a rule adds labels only");
      }
      if (TemplateText.isTemplate(text)) {
        throw new Untranslatable(
            "has a template in the label \"" + name + "\", whose text is fixed");
      }
    });
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", alert.name());
    fields.putAll(said.fields());
    putTimes(fields, said, alert, interval);
    fields.put("severity", severities.of(severity).code());
    if (!labels.isEmpty()) {
      fields.put("labels", labels);
    }
    List<String> differences = new ArrayList<>(said.differences());
    Map<String, String> annotations = annotations(alert, labels);
    if (annotations.values().stream().anyMatch(text -> text.contains("{{value}}"))) {
      said.otherValue().ifPresent(other -> differences.add("{{value}} " + other));
    }
    Optional<String> runbook =
        Optional.ofNullable(annotations.get("runbook_url")).filter(AlertImport::isWebAddress);
    runbook.ifPresent(address -> annotations.remove("runbook_url"));
    if (!annotations.isEmpty()) {
      fields.put("annotations", annotations);
    }
    runbook.ifPresent(address -> fields.put("runbook_url", address));
    return new Made(said.metrics(), fields, differences);
  }

  private static TranslatedRule said(Alert alert, Duration interval) {
    try {
      return Translation.of(PromqlParser.parse(alert.expr()), interval);
    } catch (PromqlSyntaxException e) {
      throw new Untranslatable("has an expr that cannot be read: " + e.getMessage());
    }
  }

  private static void putTimes(
      Map<String, Object> fields, TranslatedRule said, Alert alert, Duration interval) {
    if (said.silence().isPresent()) {
      Duration silence = said.silence().get().plus(roundedUp(alert.duration(), interval));
      put(fields, "duration", silence);
      if (silence.compareTo(FORGET_AFTER) >= 0) {
        put(fields, "forget_after", silence.plus(FORGET_AFTER));
      }
    } else {
      put(fields, "duration", alert.duration());
    }
    // Prometheus counts from the first evaluation without a result, Tocsin from the last with one.
    Duration kept =
        alert.keepFiringFor().isZero() || !said.isScheduled()
            ? alert.keepFiringFor()
            : alert.keepFiringFor().plus(interval);
    if (!kept.isZero()) {
      put(fields, "keep_firing_for", kept);
    }
    put(fields, "cooldown", Duration.ZERO);
    if (said.isScheduled() && said.silence().isEmpty()) {
      Duration twoSteps = interval.multipliedBy(2);
      put(fields, "stale_after", kept.compareTo(twoSteps) > 0 ? kept : twoSteps);
    }
  }

  private static void put(Map<String, Object> fields, String name, Duration time) {
    fields.put(name, DurationText.of(time));
  }

  private static Duration roundedUp(Duration time, Duration step) {
    return Duration.ofMillis(Math.ceilDiv(time.toMillis(), step.toMillis()) * step.toMillis());
  }

  /** Our templates; a label of the result that the rule itself sets is exported there. */
  private static Map<String, String> annotations(Alert alert, Map<String, String> labels) {
    Map<String, String> texts = new LinkedHashMap<>();
    alert
        .annotations()
        .forEach((name, template) -> {
          try {
            texts.put(
                name,
                TemplateText.convert(
                    template,
                    label -> isSetByTheRule(label, labels) ? "exported_" + label : label));
          } catch (Untranslatable e) {
            throw new Untranslatable("annotation " + name + " " + e.reason());
          }
        });
    return texts;
  }

  private static boolean isSetByTheRule(String label, Map<String, String> labels) {
    boolean isReserved = LabelShapes.isReserved(label) && !label.equals("window");
    return isReserved || labels.containsKey(label);
  }

  private static boolean isWebAddress(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
