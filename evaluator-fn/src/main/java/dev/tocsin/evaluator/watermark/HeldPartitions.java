package dev.tocsin.evaluator.watermark;

import dev.tocsin.engine.builtin.LogSnapshot;
import dev.tocsin.engine.cursor.PartitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Logs each partition whose records an open transaction holds back for long, once when it is found
 * and once when it is over.
 */
final class HeldPartitions {
  private final Logger log;
  private final Duration patience;
  private final Map<PartitionId, Hold> holds = new HashMap<>();

  /**
   * @param patience transactions that take no longer are not worth a line
   */
  HeldPartitions(Logger log, Duration patience) {
    this.log = log;
    this.patience = patience;
  }

  /**
   * @param end of what is committed, which does not move while it lasts
   */
  private record Hold(long end, Instant since, boolean logged) {}

  void saw(Collection<LogSnapshot> logs, Instant now) {
    for (LogSnapshot seen : logs) {
      Hold hold = holds.get(seen.id());
      if (hold != null && (seen.uncommitted() == 0 || seen.end() != hold.end())) {
        over(seen.id(), hold);
        hold = null;
      }
      if (seen.uncommitted() > 0) {
        holds.put(
            seen.id(), next(seen, hold == null ? new Hold(seen.end(), now, false) : hold, now));
      }
    }
  }

  private void over(PartitionId id, Hold hold) {
    holds.remove(id);
    if (hold.logged()) {
      log.info("Partition {} goes on: the transaction that held it back has ended", id);
    }
  }

  private Hold next(LogSnapshot seen, Hold hold, Instant now) {
    if (hold.logged() || now.isBefore(hold.since().plus(patience))) {
      return hold;
    }
    log.warn(
        "Partition {} stands still at offset {} since {}: a producer has not ended its transaction, and {} offsets wait",
        seen.id(),
        seen.end(),
        hold.since(),
        seen.uncommitted());
    return new Hold(hold.end(), hold.since(), true);
  }
}
