package dev.tocsin.engine.builtin;

import dev.tocsin.core.identity.RuleId;
import java.util.Map;

/**
 * What one transaction counted.
 *
 * @param records that it took
 * @param rejected of these: no samples, or with something that is none
 * @param samples that it took
 * @param misplaced samples from another partition than their series before
 * @param late samples that each rule ignored because they came too late
 * @param beyondLimit samples that each rule ignored because it has as much as it may have
 */
public record Tally(
    long records,
    long rejected,
    long samples,
    long misplaced,
    Map<RuleId, Long> late,
    Map<RuleId, Long> beyondLimit) {
  public Tally {
    late = Map.copyOf(late);
    beyondLimit = Map.copyOf(beyondLimit);
  }

  public boolean isEmpty() {
    return records == 0
        && samples == 0
        && misplaced == 0
        && late.isEmpty()
        && beyondLimit.isEmpty();
  }
}
