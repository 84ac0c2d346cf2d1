package dev.tocsin.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules would do if they were put in the place of the present ones.
 *
 * @param problems for which they would be refused; then there are neither rules nor alerts
 * @param warnings for which they would not be refused
 * @param rules what would become of the rules
 * @param alerts the pending and firing alerts that would change
 */
@Serdeable
record DryRun(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<ShownProblem> problems,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<ShownProblem> warnings,
    @Nullable Rules rules,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Changed> alerts) {
  /** Rules by what would become of them; see {@link dev.tocsin.engine.rule.RuleChanges}. */
  @Serdeable
  record Rules(
      @JsonInclude(JsonInclude.Include.ALWAYS) Collection<String> added,
      @JsonInclude(JsonInclude.Include.ALWAYS) Collection<String> removed,
      @JsonInclude(JsonInclude.Include.ALWAYS) Collection<String> restarted,
      @JsonInclude(JsonInclude.Include.ALWAYS) Collection<String> adjusted,
      @JsonInclude(JsonInclude.Include.ALWAYS) Collection<String> reworded,
      int total) {}

  /**
   * An alert that would change.
   *
   * @param change resolved; forgotten, of a pending one; or evaluated_anew, at its next result
   * @param reason rule_removed, rule_changed or new_limits
   * @param stillMet of one that is evaluated anew: whether what it compared last meets its new
   *     threshold
   */
  @Serdeable
  record Changed(
      String fingerprint,
      @JsonProperty("rule_id") String ruleId,
      @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, String> labels,
      String state,
      String change,
      String reason,
      @JsonProperty("still_met") @Nullable Boolean stillMet) {}
}
