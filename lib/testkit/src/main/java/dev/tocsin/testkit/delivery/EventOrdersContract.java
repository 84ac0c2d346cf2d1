package dev.tocsin.testkit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.core.delivery.EventOrders;
import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link EventOrders} promises. */
public abstract class EventOrdersContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");
  private static final Fingerprint A = new Fingerprint(-1);
  private static final Fingerprint B = new Fingerprint(5);

  /** The store under test, empty; always the same one within a test. */
  protected abstract EventOrders orders();

  @Test
  void lock_neverSeen_hasNothing() {
    assertThat(orders().lock(List.of(A, B, A)))
        .isEqualTo(Map.of(A, EventOrder.start(A), B, EventOrder.start(B)));
    assertThat(orders().lock(List.of())).isEmpty();
  }

  @Test
  void save_order_isWhatIsLockedNext() {
    EventOrder gap = new EventOrder(A, 7, Set.of(9L, 12L));
    EventOrder other = new EventOrder(B, 3, Set.of());
    orders().lock(List.of(A, B));
    orders().save(List.of(gap, other), NOW);
    assertThat(orders().lock(List.of(B, A))).isEqualTo(Map.of(A, gap, B, other));

    EventOrder closed = new EventOrder(A, 12, Set.of());
    orders().save(List.of(closed), NOW);
    assertThat(orders().lock(List.of(A))).isEqualTo(Map.of(A, closed));
  }
}
