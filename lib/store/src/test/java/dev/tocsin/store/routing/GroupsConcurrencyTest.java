package dev.tocsin.store.routing;

import static dev.tocsin.testkit.outbox.OpenTransaction.askBeside;
import static dev.tocsin.testkit.outbox.OpenTransaction.beside;
import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.fingerprint;
import static dev.tocsin.testkit.routing.RoutedFixture.firing;
import static dev.tocsin.testkit.routing.RoutedFixture.group;
import static dev.tocsin.testkit.routing.RoutedFixture.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.Flushed;
import dev.tocsin.routing.group.Group;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.group.Joining;
import dev.tocsin.routing.group.Leaving;
import dev.tocsin.routing.group.Member;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.outbox.OpenTransaction;
import dev.tocsin.testkit.routing.RoutedFixture;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of groups under two transactions at once. */
class GroupsConcurrencyTest {
  private static final Instant NEWS = T.plusSeconds(1);

  private final ApplicationContext context = StoreFixture.empty();
  private final RoutedAlerts alerts = context.getBean(RoutedAlerts.class);
  private final Groups groups = context.getBean(Groups.class);
  private final Transactions transactions = context.getBean(Transactions.class);

  @BeforeEach
  void save() {
    RoutedFixture.save(alerts, firing(1), firing(2), firing(3));
    join(joining(1, firing(1), 0));
  }

  @Test
  void claimDue_groupThatAnotherTransactionHolds_isPassedOver() {
    join(joining(2, firing(2), 1));
    OpenTransaction holds = open(() -> assertThat(groups.claimDue(1, T)).hasSize(1));

    assertThat(due()).extracting(Group::ref).containsExactly(group(2));

    holds.commit();
    assertThat(due()).extracting(Group::ref).containsExactly(group(1), group(2));
  }

  @Test
  void claimDue_groupThatIsBeingJoined_isClaimedWithoutTheNewcomer() {
    OpenTransaction joins = open(() -> join(joining(1, firing(2), 0)));

    assertThat(due().getFirst().members()).extracting(Member::alert).containsExactly(firing(1));

    joins.commit();
    assertThat(due().getFirst().members()).hasSize(2);
  }

  @Test
  void join_groupThatAnotherTransactionJoinsOrFlushes_doesNotWait() throws ExecutionException {
    OpenTransaction joins = open(() -> join(joining(1, firing(2), 0)));
    OpenTransaction flushes = open(() -> assertThat(groups.claimDue(1, T)).hasSize(1));

    OpenTransaction.within(beside(() -> join(joining(1, firing(3), 0))));

    joins.commit();
    flushes.commit();
    assertThat(due().getFirst().members()).hasSize(3);
  }

  @Test
  void join_earlierThanTheFirstFlushUnderWay_leavesTheTimerThatTheFlushSet()
      throws ExecutionException {
    OpenTransaction flushes =
        open(() -> {
          Group due = groups.claimDue(1, T).getFirst();
          groups.flushed(List.of(new Flushed(due.ref().id(), 1, T.plusSeconds(300))), T);
        });
    CompletableFuture<Void> joins = beside(() -> join(joining(1, firing(2), -10)));
    flushes.commitFor(joins);

    assertThat(groups.nextDue(T.plusSeconds(999))).contains(T.plusSeconds(300));
  }

  @Test
  void join_newGroupThatAnotherTransactionMakes_takesTheEarlierTime() throws ExecutionException {
    OpenTransaction first = open(() -> join(joining(2, firing(2), 30)));
    CompletableFuture<Void> second = beside(() -> join(joining(2, firing(3), 10)));
    first.commitFor(second);

    assertThat(groups.claimDue(9, T.plusSeconds(10)).getLast().members()).hasSize(2);
  }

  @Test
  void leave_whileNewsArrive_stays() throws ExecutionException {
    OpenTransaction news = open(() -> join(news()));
    CompletableFuture<Void> leaves = beside(this::leave);
    news.commitFor(leaves);

    assertThat(due().getFirst().members()).containsExactly(new Member(firing(1), NEWS));
  }

  @Test
  void join_whileItLeaves_isInAgain() throws ExecutionException {
    OpenTransaction leaves = open(this::leave);
    CompletableFuture<Void> news = beside(() -> join(news()));
    leaves.commitFor(news);

    assertThat(due().getFirst().members()).containsExactly(new Member(firing(1), NEWS));
  }

  @Test
  void removeEmpty_groupThatIsBeingJoined_staysWithItsMember() {
    leave();
    OpenTransaction joins = open(() -> join(news()));

    assertThat(groups.removeEmpty(9)).isZero();

    joins.commit();
    assertThat(due().getFirst().members()).hasSize(1);
  }

  @Test
  void join_groupThatIsBeingRemoved_makesItAnew() throws ExecutionException {
    leave();
    OpenTransaction removes = open(() -> assertThat(groups.removeEmpty(9)).isEqualTo(1));
    CompletableFuture<Void> joins = beside(() -> join(joining(1, firing(2), 0)));
    removes.commitFor(joins);

    assertThat(due().getFirst().members()).extracting(Member::alert).containsExactly(firing(2));
  }

  @Test
  void removeEmpty_groupThatIsBeingFlushed_isPassedOver() {
    leave();
    OpenTransaction flushes = open(() -> assertThat(groups.claimDue(1, T)).hasSize(1));

    assertThat(groups.removeEmpty(9)).isZero();

    flushes.commit();
    assertThat(groups.removeEmpty(9)).isEqualTo(1);
  }

  @Test
  void removeOthers_groupThatIsBeingFlushed_waits() throws ExecutionException {
    OpenTransaction flushes = open(() -> assertThat(groups.claimDue(1, T)).hasSize(1));
    CompletableFuture<Integer> removes = askBeside(() -> groups.removeOthers(Set.of("route-2")));

    assertThat(flushes.commitFor(removes)).isEqualTo(1);
    assertThat(due()).isEmpty();
  }

  private List<Group> due() {
    return groups.claimDue(9, T.plusSeconds(1));
  }

  private void join(Joining... joining) {
    groups.join(Arrays.asList(joining), T);
  }

  private static Joining news() {
    return new Joining(group(1), fingerprint(1), NEWS, T);
  }

  private void leave() {
    groups.leave(List.of(new Leaving(group(1).id(), fingerprint(1), T)));
  }

  private OpenTransaction open(Runnable work) {
    return OpenTransaction.after(transactions, work);
  }
}
