package dev.tocsin.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups of rules as Prometheus shows them.
 *
 * @param groupNextToken to be given as {@code group_next_token} for the next page
 */
@Serdeable
record RulesPage(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Group> groups, @Nullable String groupNextToken) {
  /**
   * A group.
   *
   * @param file what messages call the file that it stands in
   * @param interval seconds
   * @param limit of Prometheus; none here, which is 0
   * @param evaluationTime seconds; not measured, which is 0
   * @param lastEvaluation event time up to which it is evaluated, RFC 3339; the year 1 when never
   */
  @Serdeable
  record Group(
      String name,
      String file,
      double interval,
      int limit,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<ShownRule> rules,
      double evaluationTime,
      String lastEvaluation) {}

  /**
   * A rule, or a part of one that is evaluated by itself. The fields from {@code id} on are ours.
   *
   * @param state inactive, pending or firing
   * @param query its condition in the manner of PromQL; it need not be PromQL
   * @param duration how long the condition must hold, in seconds
   * @param keepFiringFor how long a firing alert outlives it, in seconds
   * @param labels that its alerts have whatever their series
   * @param health ok; unknown while it was never evaluated; err while what it needs is behind
   * @param lastError what it waits for, in words; empty when nothing
   * @param cooldown least time between two firings of one key, in seconds
   * @param resolveThreshold what the value of a firing key is compared with; none where that is the
   *     threshold of the query
   * @param active the hours in which it holds; none where that is all of them
   * @param repeatInterval how often a firing alert is notified again, in seconds; 0: never
   */
  @Serdeable
  record ShownRule(
      String state,
      String name,
      String query,
      double duration,
      double keepFiringFor,
      @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, String> labels,
      @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, String> annotations,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<ActiveAlert> alerts,
      String health,
      @JsonInclude(JsonInclude.Include.NON_EMPTY)
          @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
          String lastError,
      double evaluationTime,
      String lastEvaluation,
      String type,
      String id,
      @JsonInclude(JsonInclude.Include.NON_EMPTY)
          @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED)
          String description,
      @JsonProperty("runbook_url") @Nullable String runbookUrl,
      double cooldown,
      @JsonProperty("repeat_interval") double repeatInterval,
      @JsonProperty("resolve_threshold") @Nullable Double resolveThreshold,
      @Nullable ShownActiveHours active) {
    ShownRule with(String state, List<ActiveAlert> alerts) {
      return new ShownRule(
          state,
          name,
          query,
          duration,
          keepFiringFor,
          labels,
          annotations,
          alerts,
          health,
          lastError,
          evaluationTime,
          lastEvaluation,
          type,
          id,
          description,
          runbookUrl,
          cooldown,
          repeatInterval,
          resolveThreshold,
          active);
    }
  }
}
