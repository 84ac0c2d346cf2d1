package dev.tocsin.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
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
 * @param because condition_not_met, duration_not_met, cooling_down, condition_met, kept_firing,
 *     resolved, rule_removed or, of an alert on the pipeline itself, rule_changed
 * @param since since when it is pending or firing, or was resolved
 * @param until up to when {@code because} lasts at least
 * @param lastTrue its last true verdict
 * @param lastVerdict its last verdict from data
 * @param reason of the alert's last transition, such as no_data or rule_changed
 * @param cooldownLeftSeconds how long it cannot fire again; 0 when it can
 * @param dueAt the grid point at which time alone changes it: no data, or at rest
 * @param builtIn of an alert on the pipeline itself only
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record Why(
    String fingerprint,
    String ruleId,
    @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, String> labels,
    String text,
    String state,
    String because,
    @Nullable String since,
    @Nullable String until,
    @Nullable String lastTrue,
    @Nullable String lastVerdict,
    @Nullable String reason,
    @Nullable Double value,
    @Nullable String lastFired,
    @Nullable Integer fireCount,
    @Nullable String cooldownUntil,
    double cooldownLeftSeconds,
    @Nullable String dueAt,
    @Nullable UUID alertId,
    @Nullable Condition condition,
    @Nullable BuiltIn builtIn,
    EffectiveTime effectiveTime) {
  /**
   * What the rule asks for, and what its condition would say next.
   *
   * @param nextAt when it is judged next; none of rules that are judged at samples
   * @param nextVerdict true, false or none, if nothing more came before it
   * @param nextValue what would be compared then
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Condition(
      String expression,
      double durationSeconds,
      double keepFiringForSeconds,
      double cooldownSeconds,
      @Nullable String nextAt,
      @Nullable String nextVerdict,
      @Nullable Double nextValue) {}

  /**
   * What an alert on the pipeline itself is judged by.
   *
   * @param alert its name in settings
   * @param fact what is stored of the thing that it is about, in words
   * @param settings those that decide whether it fires, by their full names, with what they are
   * @param judgedAt when these alerts were last judged; none when they never were
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record BuiltIn(
      String alert, String fact, Map<String, String> settings, @Nullable String judgedAt) {}

  /**
   * How far all is known.
   *
   * @param time none while it is not known
   * @param text what holds it back, in words
   * @param partitions the one that holds it back first
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record EffectiveTime(
      @Nullable String time,
      @Nullable Double behindSeconds,
      @Nullable String judgedBefore,
      String text,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<Partition> partitions) {}

  /** How far a partition is read; see {@link dev.tocsin.core.cursor.PartitionCursor}. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Partition(
      String topic,
      int partition,
      long nextOffset,
      @Nullable String time,
      @Nullable String newestSample,
      @Nullable String readToTheEndAt) {}
}
