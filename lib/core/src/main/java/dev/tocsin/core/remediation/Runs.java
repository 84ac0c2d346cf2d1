package dev.tocsin.core.remediation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The remediation runs. What locks or writes is part of the caller's transaction. */
public interface Runs {
  /**
   * Locks the targets until the transaction ends, in order, and says what was tried on each.
   *
   * @param windowStart attempts after it are counted
   */
  Map<Target, TargetHistory> lockTargets(Collection<Target> targets, Instant windowStart);

  /** Adds runs. One whose id is there already is kept as is. */
  void add(Collection<Run> runs);

  /** Writes what may change of a run: status, reason, due time, attempts, question, answer. */
  void save(Run run);

  Optional<Run> find(UUID id);

  /**
   * What the token of a run covers; empty when there is no such run or it was never asked for. The
   * work is the same in all three cases, so that time does not distinguish them.
   */
  Optional<Question> question(UUID id);

  /** Finds a run and locks it until the transaction ends. */
  Optional<Run> lock(UUID id);

  /** Locks open runs due by {@code now}, earliest first; those locked elsewhere are left out. */
  List<Run> lockDue(Instant now, int limit);

  /** Locks the open runs of alerts, in the order of their ids. */
  List<Run> lockOpen(Collection<UUID> alertIds);

  /** Due times of open runs up to {@code until}, cut to the second, each once, in order. */
  List<Instant> dueUntil(Instant until);

  /** Removes runs that ended before {@code before}, with their approvals. */
  int purge(Instant before);
}
