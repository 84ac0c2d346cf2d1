package dev.tocsin.store.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.cursor.GridCursors;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.cursor.GridCursorsContract;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PostgresGridCursorsTest extends GridCursorsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected GridCursors cursors() {
    return context.getBean(GridCursors.class);
  }

  @Test
  void claim_heldByAnotherTransaction_isNothing() {
    Transactions transactions = context.getBean(Transactions.class);
    cursors().judged("default", List.of(3), Instant.EPOCH.plusSeconds(60));

    Optional<Instant> other =
        transactions.inOne(() -> {
          assertThat(cursors().claim("default", 3)).isPresent();
          return CompletableFuture.supplyAsync(() -> cursors().claim("default", 3)).join();
        });

    assertThat(other).isEmpty();
    assertThat(cursors().claim("default", 3)).isPresent();
  }
}
