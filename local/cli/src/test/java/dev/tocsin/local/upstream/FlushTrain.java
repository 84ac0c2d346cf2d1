package dev.tocsin.local.upstream;

import dev.tocsin.local.upstream.RouteNode.Destination;
import dev.tocsin.local.upstream.RouteNode.Timers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The moments at which one group is flushed, from its creation until the next reload or the end.
 *
 * @param members labels of all alerts that are ever in it
 * @param created when its first alert came
 * @param until its timer runs, exclusive
 */
record FlushTrain(
    Name group,
    Set<Map<String, String>> members,
    Timers timers,
    Duration created,
    Duration first,
    Duration until) {
  /** A group: a node of the routing tree, and the labels that name the group there. */
  record Name(String route, Map<String, String> labels) {
    static Name of(Destination destination, Map<String, String> labels) {
      return new Name(destination.path(), destination.groupLabels(labels));
    }
  }

  FlushTrain {
    members = Set.copyOf(members);
  }

  /** Whether it is flushed as soon as it is created. */
  boolean isImmediate() {
    return first.equals(created);
  }

  /** The same, with another end. */
  FlushTrain endingAt(Duration at) {
    return new FlushTrain(group, members, timers, created, first, at);
  }

  /** A late alert that joins a group before its first flush brings that flush forward. */
  FlushTrain joinedBy(FlushTrain joining) {
    Set<Map<String, String>> all =
        Stream.concat(members.stream(), joining.members.stream())
            .collect(Collectors.toUnmodifiableSet());
    return joining.isImmediate() && first.compareTo(joining.created) > 0
        ? new FlushTrain(group, all, timers, joining.created, joining.first, until)
        : new FlushTrain(group, all, timers, created, first, until);
  }

  boolean anyMember(Predicate<Map<String, String>> affected) {
    return members.stream().anyMatch(affected);
  }

  Stream<Duration> flushes() {
    long interval = timers.groupInterval().toMillis();
    return LongStream.iterate(first.toMillis(), at -> at < until.toMillis(), at -> at + interval)
        .mapToObj(Duration::ofMillis);
  }

  /** Whether it is flushed close to a moment, or would be if it did not end just before. */
  boolean isFlushedWithin(Duration margin, Duration at) {
    double intervals = (double) at.minus(first).toMillis() / timers.groupInterval().toMillis();
    Duration nearest =
        first.plus(timers.groupInterval().multipliedBy(Math.max(0, Math.round(intervals))));
    return near(nearest, at, margin) && nearest.compareTo(until.plus(margin)) < 0;
  }

  static boolean near(Duration a, Duration b, Duration margin) {
    return a.minus(b).abs().compareTo(margin) < 0;
  }
}
