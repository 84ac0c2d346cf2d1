package dev.tocsin.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a key is firing or not. Times are RFC 3339: event times, or, of an alert on the pipeline
 * itself, those of the clock. What is not known is left out.
 *
 * @param text all of it in words
 * @param state none, pending, firing or resolved
 * @param because condition_not_met, inactive, duration_not_met, cooling_down, condition_met,
 *     kept_firing, resolved, rule_removed or, of an alert on the pipeline itself, rule_changed
 * @param since since when it is pending or firing, or was resolved
 * @param until up to when {@code because} lasts at least
 * @param lastTrue its last true result
 * @param lastResult its last result, true or false
 * @param reason of the alert's last transition, such as no_data or rule_changed
 * @param cooldownLeftSeconds how long it cannot fire anew; 0 when it can
 * @param repeatAt from when on a firing key fires again if its condition still holds
 * @param dueAt the evaluation time at which time alone changes it: no data, or at rest
 * @param ignored how many of its samples were ignored, for each reason: out_of_order, duplicate,
 *     beyond_limit
 * @param builtIn of an alert on the pipeline itself only
 */
@Serdeable
record Why(
    String fingerprint,
    @JsonProperty("rule_id") String ruleId,
    @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, String> labels,
    String text,
    String state,
    String because,
    @Nullable String since,
    @Nullable String until,
    @JsonProperty("last_true") @Nullable String lastTrue,
    @JsonProperty("last_result") @Nullable String lastResult,
    @Nullable String reason,
    @Nullable Double value,
    @JsonProperty("last_fired") @Nullable String lastFired,
    @JsonProperty("fire_count") @Nullable Integer fireCount,
    @JsonProperty("cooldown_until") @Nullable String cooldownUntil,
    @JsonProperty("cooldown_left_seconds") double cooldownLeftSeconds,
    @JsonProperty("repeat_at") @Nullable String repeatAt,
    @JsonProperty("due_at") @Nullable String dueAt,
    @JsonProperty("alert_id") @Nullable UUID alertId,
    @Nullable Condition condition,
    @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, Long> ignored,
    @JsonProperty("built_in") @Nullable BuiltIn builtIn,
    @JsonProperty("watermark") Watermark watermark) {
  /**
   * What the rule asks for, and what its condition would say next.
   *
   * @param resolveThreshold what the value of a firing key is compared with; none where that is the
   *     threshold of the expression
   * @param repeatIntervalSeconds how often a firing alert is notified again; 0: never
   * @param active none of a rule that holds at all hours
   * @param nextAt when it is evaluated next; none of per-sample rules
   * @param nextResult true, false or none, if nothing more came before it
   * @param nextValue what would be compared then
   */
  @Serdeable
  record Condition(
      String expression,
      @JsonProperty("resolve_threshold") @Nullable Double resolveThreshold,
      @JsonProperty("duration_seconds") double durationSeconds,
      @JsonProperty("keep_firing_for_seconds") double keepFiringForSeconds,
      @JsonProperty("cooldown_seconds") double cooldownSeconds,
      @JsonProperty("repeat_interval_seconds") double repeatIntervalSeconds,
      @Nullable ShownActiveHours active,
      @JsonProperty("next_at") @Nullable String nextAt,
      @JsonProperty("next_result") @Nullable String nextResult,
      @JsonProperty("next_value") @Nullable Double nextValue) {}

  /**
   * What an alert on the pipeline itself is evaluated by.
   *
   * @param alert its name in settings
   * @param fact what is stored of the thing that it is about, in words
   * @param settings those that decide whether it fires, by their full names, with what they are
   * @param evaluatedAt when these alerts were last evaluated; none when they never were
   */
  @Serdeable
  record BuiltIn(
      String alert,
      String fact,
      Map<String, String> settings,
      @JsonProperty("evaluated_at") @Nullable String evaluatedAt) {}

  /**
   * How far all is known.
   *
   * @param time none while it is not known
   * @param text what holds it back, in words
   * @param partitions the one that holds it back first
   */
  @Serdeable
  record Watermark(
      @Nullable String time,
      @JsonProperty("behind_seconds") @Nullable Double behindSeconds,
      @JsonProperty("evaluated_before") @Nullable String evaluatedBefore,
      String text,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<Partition> partitions) {}

  /** How far a partition is read; see {@link dev.tocsin.engine.cursor.PartitionCursor}. */
  @Serdeable
  record Partition(
      String topic,
      int partition,
      @JsonProperty("next_offset") long nextOffset,
      @Nullable String time,
      @JsonProperty("newest_sample") @Nullable String newestSample,
      @JsonProperty("read_to_the_end_at") @Nullable String readToTheEndAt) {}
}
