package dev.tocsin.testkit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.Breaker.Closed;
import dev.tocsin.core.breaker.Breaker.HalfOpen;
import dev.tocsin.core.breaker.Breaker.Open;
import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.breaker.BreakerStore.Change;
import dev.tocsin.core.breaker.Destination;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link BreakerStore} promises. */
public abstract class BreakerStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");
  private static final Destination PAGER = new Destination("https://pager.example:443");
  private static final Destination CHAT = new Destination("https://chat.example:443");

  /** The store under test, empty; always the same one within a test. */
  protected abstract BreakerStore breakers();

  @Test
  void load_neverKept_isNew() {
    assertThat(breakers().load(PAGER)).isEqualTo(Breaker.NEW);
    assertThat(breakers().all()).isEmpty();
  }

  static Stream<Breaker> states() {
    return Stream.of(
        new Closed(3, 4),
        new Open(4, NOW.plusSeconds(60)),
        new HalfOpen(5, 1, Optional.of(NOW.plusSeconds(30))),
        new HalfOpen(6, 1, Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("states")
  void load_anyState_isAsItWasLeft(Breaker state) {
    assertThat(breakers().update(PAGER, before -> state, NOW))
        .isEqualTo(new Change(Breaker.NEW, state));
    assertThat(breakers().load(PAGER)).isEqualTo(state);
    assertThat(breakers().load(CHAT)).isEqualTo(Breaker.NEW);
    assertThat(breakers().all()).isEqualTo(Map.of(PAGER, state));
  }

  @Test
  void update_nothingToChange_writesNothing() {
    assertThat(breakers().update(PAGER, before -> before, NOW).ofState()).isFalse();
    assertThat(breakers().all()).isEmpty();
  }

  @Test
  void update_toAnotherState_saysSo() {
    assertThat(breakers().update(PAGER, before -> new Closed(0, 1), NOW).ofState()).isFalse();
    assertThat(breakers().update(PAGER, before -> new Open(1, NOW), NOW).ofState()).isTrue();
  }

  @Test
  void brokenSince_breaker_isFromWhenItOpenedUntilItCloses() {
    assertThat(breakers().brokenSince(PAGER)).isEmpty();
    breakers().update(PAGER, before -> new Closed(0, 4), NOW);
    assertThat(breakers().brokenSince(PAGER)).isEmpty();

    breakers().update(PAGER, before -> new Open(1, NOW), NOW.plusSeconds(1));
    breakers().update(PAGER, before -> new HalfOpen(2, 0, Optional.empty()), NOW.plusSeconds(2));
    breakers().update(PAGER, before -> new Open(3, NOW), NOW.plusSeconds(3));
    assertThat(breakers().brokenSince(PAGER)).contains(NOW.plusSeconds(1));
    assertThat(breakers().brokenSince(CHAT)).isEmpty();

    breakers().update(PAGER, before -> new Closed(4, 0), NOW.plusSeconds(4));
    assertThat(breakers().brokenSince(PAGER)).isEmpty();
  }

  @Test
  void update_manyAtOnce_losesNone() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Change> fail =
          () -> breakers().update(PAGER, BreakerStoreContract::oneFailureMore, NOW);
      threads.invokeAll(List.of(fail, fail, fail, fail, fail, fail, fail, fail));
    }
    assertThat(breakers().load(PAGER)).isEqualTo(new Closed(0, 8));
  }

  private static Breaker oneFailureMore(Breaker breaker) {
    return breaker instanceof Closed closed
        ? new Closed(closed.epoch(), closed.failures() + 1)
        : breaker;
  }
}
