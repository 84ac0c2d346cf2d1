package dev.tocsin.evaluator.batch;

import java.util.List;

/**
 * How the partitions of an event fared.
 *
 * @param partitions how many there were
 * @param failures those whose transaction did not commit
 */
public record BatchResult(int partitions, List<Failure> failures) {
  public BatchResult {
    failures = List.copyOf(failures);
  }

  /**
   * Fails the whole event when no partition of it was taken: that is right with and without
   * partial-batch responses, and shows the cause.
   */
  public void throwIfNothingSucceeded() {
    if (partitions > 0 && failures.size() == partitions) {
      RuntimeException cause = failures.getFirst().cause();
      failures.stream().skip(1).forEach(failure -> cause.addSuppressed(failure.cause()));
      throw cause;
    }
  }

  /** A partition whose batch must come again. */
  public record Failure(MetricBatch batch, RuntimeException cause) {}
}
