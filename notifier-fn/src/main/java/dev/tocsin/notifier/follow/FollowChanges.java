package dev.tocsin.notifier.follow;

import dev.tocsin.routing.change.ChangePage;
import dev.tocsin.routing.change.ChangePosition;
import dev.tocsin.routing.change.Changes;
import dev.tocsin.routing.matcher.Matchers;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Reads what has changed since a place. */
@Singleton
public class FollowChanges {
  private final Changes changes;
  private final InstantSource clock;

  FollowChanges(Changes changes, InstantSource clock) {
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * A page of changes.
   *
   * @param after the end of the page before; empty: what comes from now on
   * @param filter of labels; changes without labels are always shown
   */
  public ChangePage run(Optional<ChangePosition> after, Matchers filter, int limit) {
    return ChangePage.read(
        changes,
        after,
        changes.newest(clock.instant()),
        change -> change.labels().map(filter::match).orElse(true),
        limit);
  }
}
