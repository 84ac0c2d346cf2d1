package dev.tocsin.engine.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which replica of a cluster is in use: the previous one up to the time at which it was last seen,
 * this one after it. So each time belongs to one replica, also where a partition is read later than
 * the one in which the silence was found.
 *
 * @param replica the one in use
 * @param lastSeen the newest time of its samples
 * @param previous the one that was in use before; none for the first
 */
public record ReplicaChoice(String replica, Instant lastSeen, Optional<Previous> previous) {
  /** A replica that was in use up to a time. */
  public record Previous(String replica, Instant lastSeen) {}

  /** What becomes of a sample. */
  public enum Decision {
    /** The sample is taken. */
    TAKEN,

    /** Another replica is in use at the sample's time. */
    DROPPED,

    /** The replica in use was silent for too long: this one takes its place. */
    TAKEN_OVER
  }

  /**
   * A decision, and what holds after it.
   *
   * @param choice of which the sample is a part unless it is dropped
   */
  public record Outcome(Decision decision, ReplicaChoice choice) {}

  /**
   * Decides on a sample.
   *
   * @param choice what holds before it; none for the first sample of a cluster
   * @param replica the sender of the sample
   * @param time of the sample, no later than it reached the log
   * @param failover how long the one in use must be silent
   */
  public static Outcome decide(
      Optional<ReplicaChoice> choice, String replica, Instant time, Duration failover) {
    return choice
        .map(known -> known.decide(replica, time, failover))
        .orElseGet(
            () -> new Outcome(Decision.TAKEN, new ReplicaChoice(replica, time, Optional.empty())));
  }

  private Outcome decide(String sender, Instant time, Duration failover) {
    if (previous.isPresent() && !time.isAfter(previous.get().lastSeen())) {
      boolean isOfPrevious = sender.equals(previous.get().replica());
      return new Outcome(isOfPrevious ? Decision.TAKEN : Decision.DROPPED, this);
    }
    if (sender.equals(replica)) {
      return new Outcome(Decision.TAKEN, seenUntil(time));
    }
    if (time.isBefore(lastSeen.plus(failover))) {
      return new Outcome(Decision.DROPPED, this);
    }
    return new Outcome(
        Decision.TAKEN_OVER,
        new ReplicaChoice(sender, time, Optional.of(new Previous(replica, lastSeen))));
  }

  /** The same, last seen at a time or later. */
  ReplicaChoice seenUntil(Instant time) {
    return time.isAfter(lastSeen) ? new ReplicaChoice(replica, time, previous) : this;
  }

  /** Whether no other replica has taken over between the two. */
  boolean hasSameTenure(ReplicaChoice other) {
    return replica.equals(other.replica) && previous.equals(other.previous);
  }
}
