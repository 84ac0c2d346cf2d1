package dev.tocsin.store.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.window.EvaluationShards;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.window.EvaluationShardsContract;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PostgresEvaluationShardsTest extends EvaluationShardsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected EvaluationShards shards() {
    return context.getBean(EvaluationShards.class);
  }

  @Test
  void claim_heldByAnotherTransaction_isNothing() {
    Transactions transactions = context.getBean(Transactions.class);

    Optional<Instant> other =
        transactions.inOne(() -> {
          assertThat(shards().claim(3)).isPresent();
          return CompletableFuture.supplyAsync(() -> shards().claim(3)).join();
        });

    assertThat(other).isEmpty();
    assertThat(shards().claim(3)).isPresent();
  }
}
