package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.evaluator.KafkaBatchResponse;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * The event source mapping of Kafka topics: hands records to a function in batches, several
 * partitions in one, and commits a partition's offset when the function is done with what is before
 * it. A batch that fails as a whole, or the partitions that the function names as failed, come
 * again until they are taken. A partition belongs to one poller at a time, so that its records are
 * handed over one batch after the other.
 */
public final class KafkaMapping implements AutoCloseable {
  /** Longer than any invocation. */
  private static final Duration LONGEST_BATCH = Duration.ofMinutes(20);

  /** A batch that would gain nothing by waiting. */
  private static final int FULL_BATCH_BYTES = 1 << 20;

  private final List<ApplicationContext> pollers = new ArrayList<>();

  private KafkaMapping() {}

  /**
   * How topics are read.
   *
   * @param function the name of the function, for the log
   * @param bootstrapServers {@code HOST:PORT}
   * @param group the consumer group whose offsets say where to go on; a new one begins at the
   *     oldest record
   * @param batchSize at most this many records per invocation, 1 to 10,000
   * @param window how long to wait for a batch to fill, counted from its first record; up to 5 min
   * @param pollers so many invocations at once
   */
  public record Settings(
      String function,
      String bootstrapServers,
      String group,
      List<String> topics,
      int batchSize,
      Duration window,
      int pollers) {
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(5);

    public Settings {
      topics = List.copyOf(topics);
      if (batchSize < 1 || batchSize > 10_000 || pollers < 1) {
        throw new IllegalArgumentException("batch size 1 to 10,000, pollers at least 1");
      }
      if (window.isNegative() || window.compareTo(LONGEST_WINDOW) > 0) {
        throw new IllegalArgumentException("window 0 to 5 min");
      }
    }
  }

  /**
   * Starts polling.
   *
   * @param function called by one thread for each poller; it fails by throwing
   */
  public static KafkaMapping start(
      Settings settings, Function<KafkaEvent, KafkaBatchResponse> function) {
    KafkaMapping mapping = new KafkaMapping();
    KafkaFunction called = new Called(settings.function(), function);
    for (int i = 1; i <= settings.pollers(); i++) {
      mapping.pollers.add(poller(settings, called));
    }
    return mapping;
  }

  /** A context with a {@link KafkaReader} and hardly anything else. */
  private static ApplicationContext poller(Settings settings, KafkaFunction function) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("kafka.bootstrap.servers", settings.bootstrapServers());
    properties.put("micronaut.metrics.enabled", false);
    properties.put("tocsin.function", "kafka-mapping");
    properties.put("tocsin.kafka.listen", true);
    properties.put("tocsin.kafka.group", settings.group());
    properties.put("tocsin.kafka.batch", settings.batchSize());
    properties.put("tocsin.kafka.longest-batch-millis", LONGEST_BATCH.toMillis());
    properties.put("tocsin.kafka.least-bytes", FULL_BATCH_BYTES);
    properties.put("tocsin.kafka.window-millis", settings.window().toMillis());
    properties.put("tocsin.evaluator.topics", settings.topics());
    return ApplicationContext.builder()
        .deduceEnvironment(false)
        .bootstrapEnvironment(false)
        .beanDefinitions(
            given(KafkaFunction.class, function),
            given(CurrentSettings.class, () -> dev.tocsin.core.setting.Settings.DEFAULT),
            given(InstantSource.class, InstantSource.system()))
        .properties(properties)
        .start();
  }

  private static <T> RuntimeBeanDefinition<T> given(Class<T> type, T bean) {
    return RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).build();
  }

  /** A function that knows no positions of its own. */
  private record Called(String name, Function<KafkaEvent, KafkaBatchResponse> function)
      implements KafkaFunction {
    @Override
    public KafkaBatchResponse take(KafkaEvent batch) {
      return function.apply(batch);
    }

    @Override
    public Map<TopicPartition, Long> positions() {
      return Map.of();
    }
  }

  /** Stops reading and returns when the batches in flight are done. */
  @Override
  public void close() {
    // Each ends with its batch, so that all are asked to before any is waited for.
    pollers.parallelStream().forEach(ApplicationContext::close);
  }
}
