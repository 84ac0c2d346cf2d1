package dev.tocsin.store.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.ending;
import static dev.tocsin.testkit.routing.RoutedFixture.group;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.TransactionConflict;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.alert.RoutedAlertsChanged;
import dev.tocsin.routing.group.Flushed;
import dev.tocsin.routing.group.Group;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.group.Joining;
import dev.tocsin.routing.group.Leaving;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.outbox.OpenTransaction;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random transactions at once, in which alerts join groups, groups are flushed, members leave, and
 * what is empty or ended is removed: none is in a deadlock, and no member is lost.
 */
class RoutingLawsTest {
  private static final int ALERTS = 12;
  private static final int GROUPS = 6;
  private static final int TRANSACTIONS = 60;

  private final ApplicationContext context = StoreFixture.empty();
  private final RoutedAlerts alerts = context.getBean(RoutedAlerts.class);
  private final Groups groups = context.getBean(Groups.class);
  private final Transactions transactions = context.getBean(Transactions.class);

  private final AtomicLong versions = new AtomicLong();
  private final Map<Membership, Instant> joined = new ConcurrentHashMap<>();
  private final Set<Leaving> left = ConcurrentHashMap.newKeySet();

  private record Membership(int group, Fingerprint alert) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void transactions_atOnce_loseNoMemberAndAreInNoDeadlock(long seed) {
    CompletableFuture<?>[] threads =
        IntStream.range(0, 6)
            .mapToObj(thread -> new Random(seed * 100 + thread))
            .map(random -> OpenTransaction.beside(() -> work(random)))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(threads).join();

    assertThat(joined).isNotEmpty();
    assertThat(left).isNotEmpty();
    assertThat(members()).isEqualTo(expected());
  }

  private void work(Random random) {
    for (int at = 0; at < TRANSACTIONS; at++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> ingest(random);
        case 2 -> flush(random);
        default -> sweep(random);
      }
    }
  }

  /** A conflict over a new alert is met as callers do, by the same transaction again. */
  private void ingest(Random random) {
    List<Integer> numbers = new ArrayList<>();
    random.ints(5, 0, ALERTS).distinct().forEach(numbers::add);
    try {
      transactions.run(() -> join(numbers, random));
    } catch (TransactionConflict conflict) {
      assertThat(conflict).isInstanceOf(RoutedAlertsChanged.class);
      ingest(random);
    }
  }

  private void join(List<Integer> numbers, Random random) {
    Instant version = T.plus(versions.incrementAndGet(), ChronoUnit.MICROS);
    List<Alert> news = numbers.stream().map(number -> ending(number, version, version)).toList();
    List<Fingerprint> fingerprints = news.stream().map(Alert::fingerprint).toList();
    alerts.save(news, alerts.lock(fingerprints).keySet());
    Map<Membership, Instant> added = new HashMap<>();
    List<Joining> joining = new ArrayList<>();
    for (Alert alert : news) {
      int number = random.nextInt(GROUPS);
      Instant first = T.minusSeconds(random.nextInt(99));
      joining.add(new Joining(group(number), alert.fingerprint(), version, first));
      added.put(new Membership(number, alert.fingerprint()), version);
    }
    groups.join(joining, T);
    // The alerts are still locked: of two transactions the later one writes here last.
    joined.putAll(added);
  }

  private void flush(Random random) {
    transactions.run(() -> {
      List<Group> due = groups.claimDue(3, T.plusSeconds(99));
      List<Leaving> leaving = new ArrayList<>();
      for (Group group : due) {
        group
            .members()
            .forEach(member ->
                leaving.add(
                    new Leaving(
                        group.ref().id(), member.alert().fingerprint(), member.updatedAt())));
      }
      left.addAll(leaving);
      groups.leave(leaving);
      groups.flushed(
          due.stream()
              .map(group ->
                  new Flushed(
                      group.ref().id(), group.flushes() + 1, T.plusSeconds(random.nextInt(99))))
              .toList(),
          T);
    });
  }

  private void sweep(Random random) {
    if (random.nextBoolean()) {
      assertThat(groups.removeEmpty(3)).isBetween(0, 3);
    } else {
      assertThat(alerts.forget(T.plusSeconds(99), 3)).isBetween(0, 3);
    }
  }

  private Map<Membership, Instant> expected() {
    Map<Membership, Instant> expected = new HashMap<>(joined);
    expected
        .entrySet()
        .removeIf(entry ->
            left.contains(
                new Leaving(
                    group(entry.getKey().group()).id(), entry.getKey().alert(), entry.getValue())));
    return expected;
  }

  private Map<Membership, Instant> members() {
    Map<Membership, Instant> members = new HashMap<>();
    Set<Integer> seen = new HashSet<>();
    for (Group group : groups.claimDue(GROUPS, T.plusSeconds(999))) {
      int number = (int) group.ref().id().getLeastSignificantBits();
      assertThat(seen.add(number)).isTrue();
      group
          .members()
          .forEach(member ->
              members.put(
                  new Membership(number, member.alert().fingerprint()), member.updatedAt()));
    }
    return members;
  }
}
