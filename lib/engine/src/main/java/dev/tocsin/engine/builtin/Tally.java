package dev.tocsin.engine.builtin;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.engine.rule.Ignored;
import java.util.Map;

/**
 * What one transaction counted.
 *
 * @param records that it took
 * @param rejected of these: no samples, or with something that is none
 * @param samples that it took
 * @param misplaced samples from another partition than their series before
 * @param late samples that came later than the allowed lateness lets them
 * @param ignored samples that each rule ignored
 * @param cameBack keys of each rule that were resolved for want of data, and came back
 */
public record Tally(
    long records,
    long rejected,
    long samples,
    long misplaced,
    long late,
    Map<RuleId, Ignored> ignored,
    Map<RuleId, Long> cameBack) {
  public Tally {
    ignored = Map.copyOf(ignored);
    cameBack = Map.copyOf(cameBack);
  }

  public boolean isEmpty() {
    return records == 0
        && samples == 0
        && misplaced == 0
        && late == 0
        && ignored.isEmpty()
        && cameBack.isEmpty();
  }
}
