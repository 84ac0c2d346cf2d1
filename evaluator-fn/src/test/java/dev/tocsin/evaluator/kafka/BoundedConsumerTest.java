package dev.tocsin.evaluator.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tocsin.core.limit.Limits;
import java.time.InstantSource;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What it does with a broker is tested in the module {@code local}. */
class BoundedConsumerTest {
  /** It fails when Kafka's client has another inside than the one that is intercepted. */
  @Test
  void construct_withThisVersionOfKafka_findsWhereAnswersComeIn() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", "127.0.0.1:1");
    assertThatCode(
            () -> new BoundedConsumer(properties, Limits.DEFAULT, InstantSource.system()).close())
        .doesNotThrowAnyException();
  }
}
