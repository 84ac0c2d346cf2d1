package dev.tocsin.evaluator;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Throws an error at one fault point in so many, until it is calmed. */
final class RandomFaults implements FaultPoints {
  private final Map<FaultPoint, Integer> hits;
  private final RandomGenerator luck;
  private final int oneIn;
  private boolean calm;

  /**
   * @param hits counts the errors by point
   */
  RandomFaults(Map<FaultPoint, Integer> hits, long seed, int oneIn) {
    this.hits = hits;
    this.luck = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.oneIn = oneIn;
  }

  static Map<FaultPoint, Integer> noHits() {
    return new EnumMap<>(FaultPoint.class);
  }

  void calmDown() {
    calm = true;
  }

  @Override
  public void reach(FaultPoint point) {
    if (!calm && luck.nextInt(oneIn) == 0) {
      hits.merge(point, 1, Integer::sum);
      throw new IllegalStateException("fault " + point.code());
    }
  }
}
