package dev.tocsin.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.evaluator.batch.BatchResult;
import dev.tocsin.evaluator.batch.EvaluateBatch;
import dev.tocsin.evaluator.decode.Decoded;
import dev.tocsin.evaluator.decode.SampleDecoder;
import dev.tocsin.store.snapshot.Primer;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads the rules and a sample, and evaluates a batch of nothing. */
@Singleton
final class PrimeEvaluation implements Primer {
  private static final byte[] SAMPLE =
      """
      {"metric_name":"m","timestamp":"2026-01-01T00:00:00Z","value":1.5,"labels":{"a":"b"}}
      """
          .getBytes(UTF_8);

  private final SampleDecoder decoder;
  private final EvaluateBatch evaluate;
  private final RuleSource rules;

  PrimeEvaluation(SampleDecoder decoder, EvaluateBatch evaluate, RuleSource rules) {
    this.decoder = decoder;
    this.evaluate = evaluate;
    this.rules = rules;
  }

  @Override
  public void prime() {
    RuleSource.Published published = rules.current();
    BatchResult nothing = evaluate.run(List.of());
    Decoded decoded = decoder.decode(SAMPLE, published.publishedAt());
    if (!(decoded instanceof Decoded.Accepted) || !nothing.failures().isEmpty()) {
      throw new IllegalStateException("the sample is refused: " + decoded);
    }
  }
}
