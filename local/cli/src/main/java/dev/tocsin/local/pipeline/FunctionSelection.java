package dev.tocsin.local.pipeline;

import java.util.Set;

/**
 * What of the pipeline one process runs; others may run the rest, or the same.
 *
 * @param evaluators how many evaluators share the partitions, where evaluators run
 */
public record FunctionSelection(Set<FunctionName> functions, int evaluators) {
  public FunctionSelection {
    functions = Set.copyOf(functions);
  }

  /** Every function. */
  public static FunctionSelection all(int evaluators) {
    return new FunctionSelection(Set.of(FunctionName.values()), evaluators);
  }

  boolean has(FunctionName function) {
    return functions.contains(function);
  }

  /** Whether it needs the key that approval links are signed with. */
  boolean hasApprovals() {
    return has(FunctionName.NOTIFIER) || has(FunctionName.REMEDIATION);
  }
}
