package dev.tocsin.testkit.routing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.group.FlushCall;
import dev.tocsin.routing.group.FlushHistory;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.group.Flushed;
import dev.tocsin.routing.group.Group;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.GroupTimer;
import dev.tocsin.routing.group.GroupTimers;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.group.Joining;
import dev.tocsin.routing.group.Leaving;
import dev.tocsin.routing.group.Member;
import dev.tocsin.routing.group.Notified;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Groups, and what their flushes decided, in memory. */
public final class InMemoryGroups implements Groups, GroupTimers, FlushHistory {
  private static final Comparator<FlushRecord> NEWEST =
      Comparator.comparing(FlushRecord::at)
          .reversed()
          .thenComparing(FlushRecord::group, InMemoryGroups::compareUnsigned)
          .thenComparing(Comparator.comparingLong(FlushRecord::flush).reversed())
          .thenComparing(FlushRecord::integration);

  private final InMemoryTransactions transactions;
  private final InMemoryRoutedAlerts alerts;
  private Map<UUID, Entry> groups = new HashMap<>();
  private Predicate<UUID> called = group -> false;
  private Map<LogKey, Notified> logs = new HashMap<>();
  private List<FlushRecord> records = new ArrayList<>();

  public InMemoryGroups(InMemoryTransactions transactions, InMemoryRoutedAlerts alerts) {
    this.transactions = transactions;
    this.alerts = alerts;
    alerts.keep(alert -> groups.values().stream().anyMatch(entry -> entry.holds(alert)));
    transactions.enlist(() -> {
      Map<UUID, Entry> groupsBefore = new HashMap<>(groups);
      Map<LogKey, Notified> logsBefore = new HashMap<>(logs);
      List<FlushRecord> recordsBefore = new ArrayList<>(records);
      return () -> {
        groups = groupsBefore;
        logs = logsBefore;
        records = recordsBefore;
      };
    });
  }

  /** Keeps empty groups for whose flush something calls. */
  public void keep(Predicate<UUID> groupsCalledFor) {
    called = groupsCalledFor;
  }

  private record LogKey(UUID group, String integration) {}

  /** A group with its timer and the versions of its members. */
  private record Entry(
      GroupRef ref,
      Instant dueAt,
      long flushes,
      Optional<Instant> flushedAt,
      Map<Fingerprint, Instant> members) {
    Entry {
      members = Map.copyOf(members);
    }

    static Entry of(GroupRef ref, Instant firstFlush) {
      return new Entry(ref, firstFlush, 0, Optional.empty(), Map.of());
    }

    boolean holds(Fingerprint alert) {
      return members.containsKey(alert);
    }

    Entry joined(Joining joining) {
      Map<Fingerprint, Instant> more = new HashMap<>(members);
      more.put(joining.alert(), joining.updatedAt());
      return new Entry(ref, dueAt, flushes, flushedAt, more)
          .dueBy(joining.firstFlush(), flushes == 0);
    }

    /** The same, flushed by a time if that is wanted. */
    Entry dueBy(Instant time, boolean wanted) {
      return wanted && time.isBefore(dueAt)
          ? new Entry(ref, time, flushes, flushedAt, members)
          : this;
    }

    Entry due(Instant now) {
      return flushes == 0 ? this : new Entry(ref, now, flushes, flushedAt, members);
    }

    Entry flushed(Flushed flushed, Instant now) {
      return new Entry(ref, flushed.nextAt(), flushed.flush(), Optional.of(now), members);
    }

    Entry left(Leaving leaving) {
      Map<Fingerprint, Instant> fewer = new HashMap<>(members);
      fewer.remove(leaving.alert(), leaving.updatedAt());
      return new Entry(ref, dueAt, flushes, flushedAt, fewer);
    }
  }

  @Override
  public void join(Collection<Joining> joining, Collection<FlushCall> calls, Instant now) {
    transactions.run(() -> {
      for (Joining one : joining) {
        groups.compute(
            one.group().id(),
            (id, entry) ->
                (entry == null ? Entry.of(one.group(), one.firstFlush()) : entry).joined(one));
      }
      for (FlushCall call : calls) {
        groups.compute(
            call.group().id(),
            (id, entry) ->
                entry == null
                    ? Entry.of(call.group(), call.firstFlush())
                    : entry.dueBy(call.firstFlush(), call.atOnce() || entry.flushes() == 0));
      }
    });
  }

  @Override
  public List<Group> claimDue(int limit, Instant now) {
    return transactions.inOne(() ->
        groups.values().stream()
            .filter(entry -> !entry.dueAt().isAfter(now))
            .sorted(
                Comparator.comparing(Entry::dueAt)
                    .thenComparing(entry -> entry.ref().id(), InMemoryGroups::compareUnsigned))
            .limit(limit)
            .map(this::group)
            .toList());
  }

  @Override
  public void flushNow(Collection<UUID> wanted, Instant now) {
    transactions.run(
        () -> wanted.forEach(id -> groups.computeIfPresent(id, (known, entry) -> entry.due(now))));
  }

  private Group group(Entry entry) {
    return new Group(entry.ref(), entry.dueAt(), entry.flushes(), members(entry));
  }

  private List<Member> members(Entry entry) {
    return alerts.find(entry.members().keySet()).values().stream()
        .map(alert ->
            new Member(alert, entry.members().getOrDefault(alert.fingerprint(), alert.updatedAt())))
        .toList();
  }

  @Override
  public Map<UUID, Map<String, NotificationLog>> logs(Collection<UUID> wanted, Instant now) {
    return transactions.inOne(() ->
        new HashSet<>(wanted)
            .stream()
                .filter(group -> !logs(group, now).isEmpty())
                .collect(toMap(group -> group, group -> logs(group, now))));
  }

  private Map<String, NotificationLog> logs(UUID group, Instant now) {
    return logs.entrySet().stream()
        .filter(entry -> entry.getKey().group().equals(group))
        .filter(entry -> entry.getValue().expiresAt().isAfter(now))
        .map(Map.Entry::getValue)
        .collect(toMap(Notified::integration, Notified::log));
  }

  @Override
  public Optional<Instant> nextDue(Instant within) {
    return transactions.inOne(() ->
        groups.values().stream()
            .map(Entry::dueAt)
            .filter(due -> !due.isAfter(within))
            .min(Comparator.naturalOrder()));
  }

  @Override
  public Map<UUID, GroupTimer> find(Collection<UUID> wanted) {
    return transactions.inOne(() ->
        new HashSet<>(wanted)
            .stream()
                .flatMap(id -> Optional.ofNullable(groups.get(id)).stream())
                .collect(
                    toMap(
                        entry -> entry.ref().id(),
                        entry -> new GroupTimer(entry.dueAt(), entry.flushedAt()))));
  }

  @Override
  public void flushed(Collection<Flushed> flushed, Instant now) {
    transactions.run(() ->
        flushed.forEach(
            one -> groups.computeIfPresent(one.group(), (id, entry) -> entry.flushed(one, now))));
  }

  @Override
  public void record(Collection<FlushRecord> added) {
    transactions.run(() -> {
      records.addAll(added);
      Set<List<Object>> keys = new HashSet<>();
      for (FlushRecord record : records) {
        if (!keys.add(List.of(record.group(), record.at(), record.flush(), record.integration()))) {
          throw new IllegalStateException("decided twice: " + record);
        }
      }
    });
  }

  @Override
  public void log(Collection<Notified> notified) {
    transactions.run(
        () -> notified.forEach(one -> logs.put(new LogKey(one.group(), one.integration()), one)));
  }

  @Override
  public void leave(Collection<Leaving> leaving) {
    transactions.run(() ->
        leaving.forEach(
            one -> groups.computeIfPresent(one.group(), (id, entry) -> entry.left(one))));
  }

  @Override
  public int removeEmpty(int limit) {
    return remove(entry -> entry.members().isEmpty() && !called.test(entry.ref().id()), limit);
  }

  @Override
  public int removeOthers(Set<String> routeIds) {
    return remove(entry -> !routeIds.contains(entry.ref().routeId()), Integer.MAX_VALUE);
  }

  @Override
  public void removeAll() {
    int unused = removeOthers(Set.of());
  }

  private int remove(Predicate<Entry> condition, int limit) {
    return transactions.inOne(() -> {
      List<UUID> ids =
          groups.values().stream()
              .filter(condition)
              .limit(limit)
              .map(entry -> entry.ref().id())
              .toList();
      ids.forEach(groups::remove);
      return ids.size();
    });
  }

  @Override
  public Set<Fingerprint> members() {
    return transactions.inOne(() ->
        groups.values().stream()
            .flatMap(entry -> entry.members().keySet().stream())
            .collect(toSet()));
  }

  @Override
  public Map<Fingerprint, List<GroupRef>> of(Collection<Fingerprint> wanted) {
    return transactions.inOne(() ->
        new HashSet<>(wanted)
            .stream()
                .flatMap(alert ->
                    groups.values().stream()
                        .filter(entry -> entry.holds(alert))
                        .map(entry -> Map.entry(alert, entry.ref())))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList()))));
  }

  @Override
  public Map<UUID, Set<Fingerprint>> open(Collection<UUID> wanted, Instant now) {
    return transactions.inOne(() ->
        wanted.stream()
            .distinct()
            .filter(group -> !logs(group, now).isEmpty())
            .collect(toMap(group -> group, group -> openIn(group, now))));
  }

  private Set<Fingerprint> openIn(UUID group, Instant now) {
    return logs(group, now).values().stream().flatMap(log -> log.open().stream()).collect(toSet());
  }

  @Override
  public Optional<NotificationLog> logOf(UUID group, String integration, Instant now) {
    return transactions.inOne(() -> Optional.ofNullable(logs(group, now).get(integration)));
  }

  @Override
  public List<FlushRecord> ofGroup(UUID group, Instant before, int limit) {
    return newest(record -> record.group().equals(group), before, limit);
  }

  @Override
  public List<FlushRecord> ofAlert(
      Collection<UUID> wanted, Fingerprint alert, Instant before, int limit) {
    return newest(
        record ->
            wanted.contains(record.group())
                && (record.firing().contains(alert)
                    || record.resolved().contains(alert)
                    || record.muted().contains(alert)),
        before,
        limit);
  }

  @Override
  public List<FlushRecord> ofIntegration(String integration, Instant before, int limit) {
    return newest(record -> record.integration().equals(integration), before, limit);
  }

  private List<FlushRecord> newest(Predicate<FlushRecord> condition, Instant before, int limit) {
    return transactions.inOne(() ->
        records.stream()
            .filter(condition.and(record -> record.at().isBefore(before)))
            .sorted(NEWEST)
            .limit(limit)
            .toList());
  }

  /** As PostgreSQL orders values of type {@code uuid}: by their bytes. */
  private static int compareUnsigned(UUID left, UUID right) {
    int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
  }
}
