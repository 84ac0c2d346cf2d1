package dev.tocsin.evaluator;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Hands the records of a topic to evaluators in random cuts, with redeliveries, by whichever
 * instance, until all are taken. Errors that are thrown on the way are met as Kafka meets them.
 */
final class RandomDelivery {
  private final Evaluators evaluators;
  private final int partitions;
  private final int instances;
  private final RandomGenerator random;

  RandomDelivery(Evaluators evaluators, int partitions, int instances, RandomGenerator random) {
    this.evaluators = evaluators;
    this.partitions = partitions;
    this.instances = instances;
    this.random = random;
  }

  /** Delivers until every partition is read, going back now and then. */
  void run() {
    Map<Integer, Integer> next = new HashMap<>();
    for (int at = 0; at < partitions; at++) {
      next.put(at, 0);
    }
    while (next.entrySet().stream()
        .anyMatch(entry -> entry.getValue() < evaluators.topic.size(entry.getKey()))) {
      Map<Integer, int[]> ranges = new HashMap<>();
      for (Map.Entry<Integer, Integer> entry : next.entrySet()) {
        int from =
            Math.max(0, entry.getValue() - (random.nextInt(4) == 0 ? random.nextInt(30) : 0));
        int to = Math.min(evaluators.topic.size(entry.getKey()), from + 1 + random.nextInt(60));
        if (from < to && random.nextBoolean()) {
          ranges.put(entry.getKey(), new int[] {from, to});
        }
      }
      if (!ranges.isEmpty()) {
        take(ranges, next);
      }
      if (random.nextInt(5) == 0) {
        tickOnce();
      }
    }
  }

  private void take(Map<Integer, int[]> ranges, Map<Integer, Integer> next) {
    Map<Integer, Integer> done = new HashMap<>();
    ranges.forEach((partition, range) -> done.put(partition, range[1]));
    try {
      KafkaBatchResponse response =
          evaluators.handler(random.nextInt(instances)).execute(evaluators.topic.event(ranges));
      for (KafkaBatchResponse.Failure failure : response.batchItemFailures()) {
        String partition = failure.itemIdentifier().partition();
        done.remove(Integer.parseInt(partition.substring(Topic.NAME.length() + 1)));
      }
    } catch (IllegalStateException fault) {
      done.clear();
    }
    done.forEach((partition, to) -> next.merge(partition, to, Math::max));
  }

  private void tickOnce() {
    try {
      evaluators.tick();
    } catch (IllegalStateException fault) {
      // The next tick does what this one left.
    }
  }
}
