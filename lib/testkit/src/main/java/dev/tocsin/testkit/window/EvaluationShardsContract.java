package dev.tocsin.testkit.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.window.EvaluationShards;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link EvaluationShards} promises. */
public abstract class EvaluationShardsContract {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00.125Z");

  /** The store under test, nothing evaluated; always the same one within a test. */
  protected abstract EvaluationShards shards();

  @Test
  void evaluated_never_isTheEpochOfEveryShard() {
    assertThat(shards().evaluated()).hasSize(Fingerprint.SHARDS).containsValue(Instant.EPOCH);
    assertThat(shards().claim(3)).contains(Instant.EPOCH);
  }

  @Test
  void evaluated_some_movesTheseOnly() {
    shards().evaluated(List.of(63, 0), T);

    assertThat(shards().evaluated()).containsEntry(0, T).containsEntry(63, T);
    assertThat(shards().evaluated()).containsEntry(1, Instant.EPOCH);
    assertThat(shards().claim(63)).contains(T);
  }

  @Test
  void evaluated_earlierTime_stays() {
    shards().evaluated(List.of(1, 2), T);
    shards().evaluated(List.of(1), T.plusSeconds(10));
    shards().evaluated(List.of(1, 2), T.plusSeconds(5));

    assertThat(shards().evaluated())
        .containsEntry(1, T.plusSeconds(10))
        .containsEntry(2, T.plusSeconds(5));
  }

  @Test
  void claimAll_then_claimStillAnswers() {
    shards().claimAll();
    shards().evaluated(List.of(), T);

    assertThat(shards().claim(5)).contains(Instant.EPOCH);
  }
}
