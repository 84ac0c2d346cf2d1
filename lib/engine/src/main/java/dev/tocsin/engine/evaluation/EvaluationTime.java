package dev.tocsin.engine.evaluation;

import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.cursor.PartitionId;
import java.time.Instant;
import java.util.Optional;

/**
 * The evaluation time of a sample, kept in order for a key whose samples come from several
 * partitions: one of them may be evaluated long after another.
 */
final class EvaluationTime {
  private EvaluationTime() {}

  /**
   * Whether a sample is of a time at which the key was alive by the samples of another partition
   * and has been resolved since: it would begin an alert that is over.
   *
   * @param row the key before the sample
   * @param partition where the sample comes from
   * @param sample the sample's own time
   */
  static boolean isOver(AlertKeyRow row, Optional<PartitionId> partition, Instant sample) {
    return row.state().phase() == Phase.RESOLVED
        && isOfAnother(row, partition)
        && !sample.isAfter(row.state().lastTransition());
  }

  /**
   * The time at which a sample's result acts on a key: not before its last result and its last
   * transition. Of a resolved key whose samples all come from one partition it is as it is given.
   *
   * @param row the key before the sample
   * @param partition where the sample comes from
   * @param at the evaluation time by the sample's partition alone
   */
  static Instant of(AlertKeyRow row, Optional<PartitionId> partition, Instant at) {
    AlertKeyState state = row.state();
    return state.alive() || isOfAnother(row, partition)
        ? later(at, later(state.lastResult(), state.lastTransition()))
        : at;
  }

  private static boolean isOfAnother(AlertKeyRow row, Optional<PartitionId> partition) {
    return !row.partition().equals(partition);
  }

  private static Instant later(Instant first, Instant second) {
    return first.isAfter(second) ? first : second;
  }
}
