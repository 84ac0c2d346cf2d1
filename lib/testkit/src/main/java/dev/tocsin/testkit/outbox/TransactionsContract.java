package dev.tocsin.testkit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.testkit.CountingIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link Transactions} promises, seen through a store that takes part in them. */
public abstract class TransactionsContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final UUID ONE = CountingIds.id(1);
  private static final UUID TWO = CountingIds.id(2);

  /** The transactions under test. */
  protected abstract Transactions transactions();

  /** A store that takes part in them; always the same one within a test. */
  protected abstract ConsumedEvents store();

  @Test
  void inOne_workReturns_itsResultIsReturnedAndItsWritesStay() {
    boolean result = transactions().inOne(() -> take(ONE));

    assertThat(result).isTrue();
    assertThat(take(ONE)).isFalse();
  }

  @Test
  void inOne_workThrows_everythingIsUndoneAndTheExceptionGoesOn() {
    assertThatThrownBy(() ->
            transactions()
                .inOne(() -> {
                  take(ONE);
                  throw new IllegalArgumentException("broken");
                }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("broken");

    assertThat(take(ONE)).isTrue();
  }

  @Test
  void inOne_insideAnother_endsWithTheOuterOne() {
    assertThatThrownBy(() ->
            transactions()
                .inOne(() -> {
                  transactions().inOne(() -> take(ONE));
                  throw new IllegalArgumentException("broken");
                }))
        .hasMessage("broken");

    assertThat(take(ONE)).isTrue();
  }

  @Test
  void inOne_innerFailureIsCaught_undoesTheOuterOneToo() {
    assertThatThrownBy(() ->
            transactions()
                .inOne(() -> {
                  take(ONE);
                  assertThatThrownBy(() ->
                          transactions()
                              .inOne(() -> {
                                take(TWO);
                                throw new IllegalArgumentException("inner");
                              }))
                      .hasMessage("inner");
                  return true;
                }))
        .isInstanceOf(RuntimeException.class);

    assertThat(take(ONE)).isTrue();
    assertThat(take(TWO)).isTrue();
  }

  @Test
  void afterCommit_inATransaction_runsInOrderOnceAllOfItIsCommitted() {
    List<String> ran = new ArrayList<>();
    boolean result =
        transactions()
            .inOne(() -> {
              transactions().afterCommit(() -> ran.add("outer"));
              transactions()
                  .inOne(() -> {
                    transactions().afterCommit(() -> ran.add("inner"));
                    return take(ONE);
                  });
              transactions().afterCommit(() -> ran.add("last"));
              assertThat(ran).isEmpty();
              return true;
            });

    assertThat(result).isTrue();
    assertThat(ran).containsExactly("outer", "inner", "last");
    boolean another = transactions().inOne(() -> take(TWO));
    assertThat(another).isTrue();
    assertThat(ran).hasSize(3);
  }

  @Test
  void afterCommit_workThrows_neverRuns() {
    List<String> ran = new ArrayList<>();
    assertThatThrownBy(() ->
            transactions()
                .inOne(() -> {
                  transactions().afterCommit(() -> ran.add("outer"));
                  transactions()
                      .inOne(() -> {
                        transactions().afterCommit(() -> ran.add("inner"));
                        return true;
                      });
                  throw new IllegalArgumentException("broken");
                }))
        .hasMessage("broken");

    boolean another = transactions().inOne(() -> take(ONE));
    assertThat(another).isTrue();
    assertThat(ran).isEmpty();
  }

  @Test
  void afterCommit_noTransaction_runsAtOnce() {
    List<String> ran = new ArrayList<>();
    transactions().afterCommit(() -> ran.add("now"));

    assertThat(ran).containsExactly("now");
  }

  @Test
  void afterCommit_throws_reachesTheCallerAndUndoesNothing() {
    assertThatThrownBy(() ->
            transactions()
                .inOne(() -> {
                  transactions()
                      .afterCommit(() -> {
                        throw new IllegalArgumentException("too late");
                      });
                  return take(ONE);
                }))
        .hasMessage("too late");

    assertThat(take(ONE)).isFalse();
  }

  private boolean take(UUID id) {
    return store().take(QueueName.NOTIFY, List.of(id), NOW).contains(id);
  }
}
