package dev.tocsin.notifier.pipeline;

import dev.tocsin.notifier.MemoryStore;
import dev.tocsin.store.Schema;
import dev.tocsin.testkit.postgres.TestPostgres;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link PipelineLaws} for histories drawn at random. */
class PipelineLawsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyHistory_inMemory_keepsTheLaws(long seed) {
    try (PipelineLaws laws = new PipelineLaws(seed, MemoryStore.PROPERTIES)) {
      laws.run(1_000);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102})
  void anyHistory_onPostgres_keepsTheLaws(long seed) {
    TestPostgres database = TestPostgres.copyOf("tocsin", Schema::migrate);
    try (PipelineLaws laws = new PipelineLaws(seed, database.properties())) {
      laws.run(150);
    }
  }
}
