package dev.tocsin.routing.change;

import java.time.Instant;
import java.util.List;

/**
 * The changes of the last days. Each has its place before those of transactions that end later than
 * the oldest one that still runs, so that no change ever appears before a place that was read.
 */
public interface Changes {
  /** The place behind all changes before which no further one can appear. */
  ChangePosition newest(Instant now);

  /** Changes behind a place and before another one, in order. */
  List<Change> between(ChangePosition after, ChangePosition before, int limit);
}
