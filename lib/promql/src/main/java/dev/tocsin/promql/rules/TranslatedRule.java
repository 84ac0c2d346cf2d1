package dev.tocsin.promql.rules;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an expression says, in fields of a rule of ours.
 *
 * @param metrics those that it reads
 * @param fields all that its type has but {@code duration} and {@code severity}
 * @param silence for an absence: how old the newest sample is when the expression becomes true
 * @param isScheduled whether it is evaluated at the group's interval, as Prometheus does
 * @param differences what it means else than the expression; none when it means the same
 * @param otherValue what {@code {{value}}} is when it is not the expression's value
 */
record TranslatedRule(
    List<String> metrics,
    Map<String, Object> fields,
    Optional<Duration> silence,
    boolean isScheduled,
    List<String> differences,
    Optional<String> otherValue) {
  TranslatedRule {
    metrics = List.copyOf(metrics);
    differences = List.copyOf(differences);
  }

  /** A rule that compares values of one metric as they are. */
  static TranslatedRule ofValues(
      String metric, Map<String, Object> fields, boolean isScheduled, Differences differences) {
    return new TranslatedRule(
        List.of(metric),
        fields,
        Optional.empty(),
        isScheduled,
        differences.all(),
        Optional.empty());
  }
}
