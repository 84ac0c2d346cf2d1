package dev.tocsin.testkit.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.ending;
import static dev.tocsin.testkit.routing.RoutedFixture.fingerprint;
import static dev.tocsin.testkit.routing.RoutedFixture.firing;
import static dev.tocsin.testkit.routing.RoutedFixture.group;
import static dev.tocsin.testkit.routing.RoutedFixture.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.Flushed;
import dev.tocsin.routing.group.Group;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.group.Joining;
import dev.tocsin.routing.group.Leaving;
import dev.tocsin.routing.group.Member;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Groups} promises of groups, their timers and their members. */
public abstract class GroupsContract {
  private static final Instant LATER = T.plusSeconds(300);

  /** The store under test, empty; always the same one within a test. */
  protected abstract Groups groups();

  /** The alerts beside it, empty. */
  protected abstract RoutedAlerts alerts();

  /** The transactions in which it takes part. */
  protected abstract Transactions transactions();

  @BeforeEach
  void save() {
    RoutedFixture.save(alerts(), firing(1), firing(2), firing(3));
  }

  @Test
  void claimDue_groupThatAlertsJoined_isWhole() {
    join(joining(1, firing(1), 30), joining(1, firing(2), 30));

    Group group = claimed(T.plusSeconds(30)).getFirst();
    assertThat(group.ref()).isEqualTo(group(1));
    assertThat(group.dueAt()).isEqualTo(T.plusSeconds(30));
    assertThat(group.flushes()).isZero();
    assertThat(group.members())
        .containsExactlyInAnyOrder(new Member(firing(1), T), new Member(firing(2), T));
  }

  @Test
  void claimDue_beforeItsTime_isNot() {
    join(joining(1, firing(1), 30));

    assertThat(claimed(T.plusSeconds(30).minusMillis(1))).isEmpty();
  }

  @Test
  void claimDue_several_areThoseDueLongestUpToTheLimit() {
    join(joining(1, firing(1), 30), joining(2, firing(2), 10), joining(3, firing(3), 20));

    assertThat(transactions().inOne(() -> groups().claimDue(2, LATER)))
        .extracting(Group::ref)
        .containsExactly(group(2), group(3));
  }

  @Test
  void claimDue_alertInTwoGroups_isInBoth() {
    join(joining(1, firing(1), 0), joining(2, firing(1), 0));

    assertThat(claimed(T)).extracting(group -> group.members().size()).containsExactly(1, 1);
    assertThat(groups().of(List.of(fingerprint(1), fingerprint(2))))
        .containsOnlyKeys(fingerprint(1));
    assertThat(groups().of(List.of(fingerprint(1))).get(fingerprint(1)))
        .containsExactlyInAnyOrder(group(1), group(2));
    assertThat(groups().of(List.of())).isEmpty();
  }

  @Test
  void join_beforeTheFirstFlush_takesTheEarliestTime() {
    join(joining(1, firing(1), 30), joining(1, firing(2), 20));
    assertThat(groups().nextDue(LATER)).contains(T.plusSeconds(20));

    join(joining(1, firing(3), 10));
    assertThat(groups().nextDue(LATER)).contains(T.plusSeconds(10));

    join(joining(1, firing(1), 40));
    assertThat(groups().nextDue(LATER)).contains(T.plusSeconds(10));
  }

  @Test
  void join_afterTheFirstFlush_leavesTheTimer() {
    join(joining(1, firing(1), 30));
    groups().flushed(List.of(new Flushed(group(1).id(), 1, LATER)), T);

    join(joining(1, firing(2), 0));

    assertThat(claimed(LATER.minusMillis(1))).isEmpty();
    Group group = claimed(LATER).getFirst();
    assertThat(group.flushes()).isEqualTo(1);
    assertThat(group.dueAt()).isEqualTo(LATER);
    assertThat(group.members()).hasSize(2);
  }

  @Test
  void join_again_movesTheVersionOfTheMember() {
    Alert news = ending(1, T.plusSeconds(9), T.plusSeconds(5));
    join(joining(1, firing(1), 0));
    alerts().save(List.of(news), List.of(fingerprint(1)));

    join(joining(1, news, 0));

    assertThat(claimed(T).getFirst().members()).containsExactly(new Member(news, T.plusSeconds(5)));
  }

  @Test
  void flushNow_groupsThatAreEarlyAndLate_areDueNowButForThoseNeverFlushed() {
    join(joining(1, firing(1), 0), joining(2, firing(2), 0), joining(3, firing(3), 30));
    groups()
        .flushed(
            List.of(
                new Flushed(group(1).id(), 1, LATER),
                new Flushed(group(2).id(), 1, T.minusSeconds(9))),
            T);

    groups().flushNow(List.of(group(1).id(), group(2).id(), group(3).id()), T.plusSeconds(5));
    groups().flushNow(List.of(), T);

    assertThat(claimed(LATER.minusMillis(1)))
        .extracting(Group::ref, Group::dueAt)
        .containsExactlyInAnyOrder(
            tuple(group(1), T.plusSeconds(5)),
            tuple(group(2), T.plusSeconds(5)),
            tuple(group(3), T.plusSeconds(30)));
  }

  @Test
  void join_byNone_changesNothing() {
    join();

    assertThat(groups().nextDue(LATER)).isEmpty();
  }

  @Test
  void join_inATransactionThatFails_isUndone() {
    assertThatThrownBy(() ->
            transactions()
                .run(() -> {
                  join(joining(1, firing(1), 0));
                  throw new IllegalArgumentException("broken");
                }))
        .hasMessage("broken");

    assertThat(claimed(LATER)).isEmpty();
  }

  @Test
  void nextDue_within_isTheEarliest() {
    join(joining(1, firing(1), 30), joining(2, firing(2), 10));

    assertThat(groups().nextDue(T.plusSeconds(10))).contains(T.plusSeconds(10));
    assertThat(groups().nextDue(T.plusSeconds(9))).isEmpty();
  }

  @Test
  void leave_withoutNews_takesOut() {
    join(joining(1, firing(1), 0), joining(1, firing(2), 0), joining(2, firing(1), 0));

    leave(1, firing(1).fingerprint(), T);

    assertThat(groups().of(List.of(fingerprint(1))))
        .isEqualTo(Map.of(fingerprint(1), List.of(group(2))));
    assertThat(members(1)).containsExactly(firing(2));
  }

  @Test
  void leave_withNewsSince_stays() {
    join(joining(1, firing(1), 0));
    join(new Joining(group(1), fingerprint(1), T.minusSeconds(1), T));

    leave(1, fingerprint(1), T);
    leave(1, fingerprint(2), T);
    groups().leave(List.of());

    assertThat(members(1)).as("news of a clock that is behind are news").hasSize(1);
  }

  @Test
  void removeEmpty_groups_areThoseWithoutMembers() {
    join(joining(1, firing(1), 0), joining(2, firing(2), 0), joining(3, firing(3), 0));
    leave(2, fingerprint(2), T);
    leave(3, fingerprint(3), T);

    assertThat(groups().removeEmpty(1)).isEqualTo(1);
    assertThat(groups().removeEmpty(9)).isEqualTo(1);
    assertThat(groups().removeEmpty(9)).isZero();
    assertThat(claimed(T)).extracting(Group::ref).containsExactly(group(1));
  }

  @Test
  void join_afterItsGroupWasRemoved_beginsAnew() {
    join(joining(1, firing(1), 0));
    groups().flushed(List.of(new Flushed(group(1).id(), 4, LATER)), T);
    leave(1, fingerprint(1), T);
    assertThat(groups().removeEmpty(9)).isEqualTo(1);

    join(joining(1, firing(2), 30));

    Group group = claimed(T.plusSeconds(30)).getFirst();
    assertThat(group.flushes()).isZero();
    assertThat(group.members()).extracting(Member::alert).containsExactly(firing(2));
  }

  @Test
  void removeOthers_routes_goWithTheirMembers() {
    GroupRef other = group(2, "route-2");
    join(joining(1, firing(1), 0), new Joining(other, fingerprint(1), T, T));

    assertThat(groups().removeOthers(Set.of("route-1", "route-3"))).isEqualTo(1);

    assertThat(claimed(T)).extracting(Group::ref).containsExactly(group(1));
    assertThat(groups().of(List.of(fingerprint(1))).get(fingerprint(1))).containsExactly(group(1));
  }

  @Test
  void removeAll_groups_leavesNone() {
    join(joining(1, firing(1), 0), joining(2, firing(2), 0));

    groups().removeAll();

    assertThat(claimed(LATER)).isEmpty();
    assertThat(groups().of(List.of(fingerprint(1), fingerprint(2)))).isEmpty();
  }

  @Test
  void removeOthers_allRoutesStay_removesNone() {
    join(joining(1, firing(1), 0));

    assertThat(groups().removeOthers(Set.of("route-1"))).isZero();
    assertThat(claimed(T)).hasSize(1);
  }

  private void join(Joining... joining) {
    groups().join(Arrays.asList(joining), T);
  }

  private void leave(int group, Fingerprint alert, Instant updatedAt) {
    groups().leave(List.of(new Leaving(group(group).id(), alert, updatedAt)));
  }

  private List<Group> claimed(Instant now) {
    return transactions().inOne(() -> groups().claimDue(9, now));
  }

  private List<Alert> members(int group) {
    UUID id = group(group).id();
    return claimed(LATER).stream()
        .filter(claimed -> claimed.ref().id().equals(id))
        .flatMap(claimed -> claimed.members().stream().map(Member::alert))
        .toList();
  }
}
