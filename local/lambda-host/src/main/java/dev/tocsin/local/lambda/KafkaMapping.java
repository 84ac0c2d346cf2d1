package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import dev.tocsin.evaluator.KafkaBatchResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * The event source mapping of Kafka topics: hands records to a function in batches, several
 * partitions in one, and commits a partition's offset when the function is done with what is before
 * it. A batch that fails as a whole, or the partitions that the function names as failed, come
 * again until they are taken. A partition belongs to one poller at a time, so that its records are
 * handed over one batch after the other.
 */
public final class KafkaMapping implements AutoCloseable {
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final List<Thread> pollers = new ArrayList<>();

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
    for (int i = 1; i <= settings.pollers(); i++) {
      Runnable poller = new KafkaPoller(settings, function, mapping.stopping);
      Thread thread = new Thread(poller, settings.function() + "-kafka-" + i);
      mapping.pollers.add(thread);
      thread.start();
    }
    return mapping;
  }

  /** Stops reading and returns when the batches in flight are done. */
  @Override
  public void close() {
    stopping.countDown();
    for (Thread poller : pollers) {
      try {
        poller.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
