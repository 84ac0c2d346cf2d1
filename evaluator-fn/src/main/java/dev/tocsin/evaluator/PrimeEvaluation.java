package dev.tocsin.evaluator;

import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.snapshot.Primer;
import dev.tocsin.evaluator.batch.BatchResult;
import dev.tocsin.evaluator.batch.EvaluateBatch;
import dev.tocsin.evaluator.batch.SampleDecoders;
import dev.tocsin.evaluator.rules.RuleSource;
import dev.tocsin.evaluator.setting.EvaluatorSettings;
import dev.tocsin.formats.Decoded;
import dev.tocsin.formats.PrimingRecords;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Reads the rules and a record of each topic's format, and evaluates a batch of nothing. */
@Singleton
final class PrimeEvaluation implements Primer {
  private final SampleDecoders decoders;
  private final EvaluatorSettings settings;
  private final EvaluateBatch evaluate;
  private final RuleSource rules;

  PrimeEvaluation(
      SampleDecoders decoders,
      EvaluatorSettings settings,
      EvaluateBatch evaluate,
      RuleSource rules) {
    this.decoders = decoders;
    this.settings = settings;
    this.evaluate = evaluate;
    this.rules = rules;
  }

  @Override
  public void prime() {
    RuleSource.Published published = rules.current();
    BatchResult nothing = evaluate.run(List.of());
    if (!nothing.failures().isEmpty()) {
      throw new IllegalStateException("a batch of nothing fails");
    }
    settings.topics().forEach(topic -> decode(topic, published.publishedAt()));
  }

  private void decode(String topic, Instant now) {
    Decoded decoded =
        decoders
            .of(decoders.topic(topic, Settings.DEFAULT), Settings.DEFAULT)
            .decode(PrimingRecords.of(settings.format(topic)), now);
    if (decoded.rejected().isPresent()) {
      throw new IllegalStateException("the sample is refused: " + decoded);
    }
  }
}
