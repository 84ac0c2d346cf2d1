package dev.tocsin.evaluator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * The answer to the event source mapping: from which offset each failed partition goes on. Source:
 * AWS Lambda, "Kafka partial batch response" (the identifier is an object here).
 *
 * @param batchItemFailures empty when all went well
 */
@Serdeable
public record KafkaBatchResponse(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Failure> batchItemFailures) {
  public KafkaBatchResponse {
    batchItemFailures = List.copyOf(batchItemFailures);
  }

  /** One failed partition. */
  @Serdeable
  public record Failure(Position itemIdentifier) {}

  /**
   * Where to go on.
   *
   * @param partition {@code topic-0}, as the event names it
   */
  @Serdeable
  public record Position(String partition, long offset) {}
}
