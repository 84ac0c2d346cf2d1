package dev.tocsin.remediation.save;

import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.remediation.Run;
import java.util.List;
import java.util.Set;

/**
 * What a transaction has saved.
 *
 * @param lanes those that have something to send
 * @param due whether a run may be carried out at once
 */
public record Saved(List<Run> runs, Set<Lane> lanes, boolean due) {
  public Saved {
    runs = List.copyOf(runs);
    lanes = Set.copyOf(lanes);
  }
}
