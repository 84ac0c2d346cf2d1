package dev.tocsin.testkit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.rule.RuleActivation;
import dev.tocsin.engine.rule.RuleActivations;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What every {@link RuleActivations} promises. */
public abstract class RuleActivationsContract {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00.125Z");
  private static final RuleActivation FIRST =
      new RuleActivation("v1", T, Map.of(new RuleId("cpu_high"), "a1", new RuleId("disk"), "b1"));

  /** The store under test, empty; always the same one within a test. */
  protected abstract RuleActivations activations();

  /** The transactions in which it takes part. */
  protected abstract Transactions transactions();

  @Test
  void current_beforeTheFirst_isNone() {
    assertThat(activations().current()).isEmpty();
    assertThat(activations().version()).isEmpty();
  }

  @Test
  void activate_rules_areInForce() {
    activate(FIRST);

    assertThat(activations().current()).contains(FIRST);
    assertThat(activations().version()).contains("v1");
  }

  @Test
  void activate_others_takeTheirPlace() {
    RuleActivation next = new RuleActivation("v2", T.plusSeconds(1), Map.of());
    activate(FIRST);
    activate(next);

    assertThat(activations().current()).contains(next);
  }

  @Test
  void lock_heldByAnotherTransaction_waitsForWhatItActivates() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<?> first =
        CompletableFuture.runAsync(() ->
            transactions()
                .inOne(() -> {
                  activations().lock();
                  held.countDown();
                  await(go);
                  activations().activate(FIRST);
                  return true;
                }));
    await(held);
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(() ->
            transactions()
                .inOne(() -> {
                  activations().lock();
                  return activations().version().orElse("none");
                }));

    assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    go.countDown();
    first.get(5, TimeUnit.SECONDS);

    assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo("v1");
  }

  private void activate(RuleActivation activation) {
    transactions()
        .inOne(() -> {
          activations().lock();
          activations().activate(activation);
          return true;
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
