package dev.tocsin.routing.flush;

import dev.tocsin.routing.alert.Alert;
import java.time.Duration;
import java.time.Instant;

/** When a group is flushed. Source: Alertmanager's aggregation groups. */
public final class FlushTimer {
  private FlushTimer() {}

  /** The first flush of a group that an alert begins. */
  public static Instant first(Alert alert, Duration groupWait, Instant now) {
    return joined(now.plus(groupWait), alert, groupWait, now);
  }

  /**
   * The first flush after another alert has joined: at once when that alert has waited for long
   * enough elsewhere. Joining a group that has been flushed before changes nothing.
   *
   * @param due the first flush as it is planned
   */
  public static Instant joined(Instant due, Alert alert, Duration groupWait, Instant now) {
    boolean hasWaited = alert.startsAt().plus(groupWait).isBefore(now);
    return hasWaited ? earlier(due, now) : due;
  }

  /**
   * When a flush counts as having taken place: when it was due, so that lateness neither adds up
   * nor decides whether it is time to repeat; when it took place, where that is an interval later.
   */
  public static Instant counted(Instant due, Instant flushedAt, Duration groupInterval) {
    return due.plus(groupInterval).isAfter(flushedAt) ? due : flushedAt;
  }

  private static Instant earlier(Instant left, Instant right) {
    return left.isBefore(right) ? left : right;
  }
}
