package dev.tocsin.testkit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.testkit.CountingIds;
import java.time.Instant;
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

  private boolean take(UUID id) {
    return store().take(QueueName.NOTIFY, List.of(id), NOW).contains(id);
  }
}
