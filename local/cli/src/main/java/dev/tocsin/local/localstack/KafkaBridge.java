package dev.tocsin.local.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.local.lambda.KafkaMapping;
import dev.tocsin.local.lambda.LambdaFunction;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Reads Kafka for the evaluator as MSK's event source mapping would. */
final class KafkaBridge implements AutoCloseable {
  /** As the mapping is set up, but for its pollers. */
  private static final int BATCH = 1_000;

  private static final Duration WINDOW = Duration.ofMillis(500);
  private static final int POLLERS = 2;
  private static final String EVALUATOR = "evaluator-metrics";

  private final LambdaFunction evaluator;
  private final KafkaMapping mapping;

  private KafkaBridge(LambdaFunction evaluator, KafkaMapping mapping) {
    this.evaluator = evaluator;
    this.mapping = mapping;
  }

  /**
   * Starts reading, where the last one has stopped.
   *
   * @param endpoint of LocalStack
   * @param outputs of the root, with the function's name
   * @param kafka bootstrap servers for this host
   */
  static KafkaBridge start(URI endpoint, JsonNode outputs, String kafka) {
    JsonNode function = outputs.path("functions").path("value").path(EVALUATOR);
    String name = function.path("name").asText();
    LambdaFunction evaluator =
        LambdaFunction.at(
            endpoint,
            ConfigBucket.REGION,
            ConfigBucket.CREDENTIALS,
            name,
            function.path("alias").asText());
    return new KafkaBridge(
        evaluator,
        KafkaMapping.start(
            new KafkaMapping.Settings(
                name, kafka, name, List.of(LocalstackUp.TOPIC), BATCH, WINDOW, POLLERS),
            evaluator::handle));
  }

  /** Returns when the batches in flight are done. */
  @Override
  public void close() {
    mapping.close();
    evaluator.close();
  }
}
