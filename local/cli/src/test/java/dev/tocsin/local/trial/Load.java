package dev.tocsin.local.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Samples of many instances, most like the one before, and the rule that evaluates them. */
public final class Load {
  /** What the names of its instances begin with. */
  public static final String INSTANCE = "trial-";

  private static final int INSTANCES = 50;
  private static final double THRESHOLD = 80;
  private static final Duration COOLDOWN = Duration.ofSeconds(5);

  /** A file with the rule. */
  public static final String RULES =
      """
      groups:
        - name: trial
          rules:
            - id: trial_high
              name: Trial value high
              metric_name: %s
              operator: ">"
              threshold: %s
              duration: 0
              cooldown: %ss
              severity: high
      """
          .formatted(Records.METRIC, THRESHOLD, COOLDOWN.toSeconds());

  /** Gets to know what is sent. */
  @FunctionalInterface
  public interface Sent {
    void sample(String instance, double value, long at);
  }

  private final Random random;

  /** The same seed gives the same values. */
  public Load(long seed) {
    this.random = new Random(seed);
  }

  /** What the rule must report, of no samples yet. */
  public static Expected expected() {
    return new Expected(THRESHOLD, COOLDOWN.toMillis());
  }

  /**
   * Sends about so many samples, evenly over a time, and says what it sends. What was not taken by
   * Kafka at the end is still on its way.
   */
  public void send(int samples, Duration total, Records producer, Sent sent) {
    long step = total.toNanos() / samples;
    long begun = System.nanoTime();
    Map<String, Double> values = new HashMap<>();
    Map<String, Instant> newest = new HashMap<>();
    for (int i = 0; i < samples; i++) {
      String instance = INSTANCE + random.nextInt(INSTANCES);
      double value =
          random.nextInt(8) == 0 ? random.nextInt(100) : values.getOrDefault(instance, 10.0);
      values.put(instance, value);
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      // A busy machine hurries after its pauses; no instance has two values at one time.
      if (!now.equals(newest.put(instance, now))) {
        producer.offer(instance, value, now);
        sent.sample(instance, value, now.toEpochMilli());
      }
      LockSupport.parkNanos(begun + step * i - System.nanoTime());
    }
  }
}
