package dev.tocsin.store.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.builtin.PipelineWatchContract;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PostgresPipelineWatchTest extends PipelineWatchContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected PipelineWatch watch() {
    return context.getBean(PipelineWatch.class);
  }

  @Override
  protected PartitionCursors cursors() {
    return context.getBean(PartitionCursors.class);
  }

  @Test
  void claim_heldByAnotherTransaction_isNothing() {
    Transactions transactions = context.getBean(Transactions.class);
    Optional<Instant> other =
        transactions.inOne(() -> {
          assertThat(watch().claim()).isPresent();
          return CompletableFuture.supplyAsync(() -> watch().claim()).join();
        });
    assertThat(other).isEmpty();
    assertThat(watch().claim()).isPresent();
  }
}
