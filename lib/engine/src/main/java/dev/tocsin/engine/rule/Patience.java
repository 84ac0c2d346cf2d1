package dev.tocsin.engine.rule;

import java.time.Duration;

/**
 * How old the last result of a key may become before the key counts as having no data
 * (docs/rules.md, "No data").
 *
 * @param least however often samples come
 * @param grows whether it is three times the time between two results where that is longer
 */
public record Patience(Duration least, boolean grows) {
  private static final Duration DEFAULT = Duration.ofMinutes(5);
  private static final Duration MOST_GROWN = Duration.ofHours(24);

  /** What a rule says itself. */
  public static Patience of(Duration staleAfter) {
    return new Patience(staleAfter, false);
  }

  /**
   * That of a rule which does not say it.
   *
   * @param interval that of the rule's group
   */
  public static Patience unlessSaid(Condition condition, Duration interval) {
    return condition instanceof ScheduledCondition scheduled
        ? new Patience(ofTwo(scheduled.step(interval)), false)
        : new Patience(ofTwo(interval), true);
  }

  private static Duration ofTwo(Duration steps) {
    return longer(DEFAULT, steps.multipliedBy(2));
  }

  /**
   * @param gap the time between the last two results at different times; zero when it is not known
   */
  public Duration with(Duration gap) {
    if (!grows) {
      return least;
    }
    // Duration.multipliedBy computes with BigDecimal.
    Duration grown = gap.plus(gap).plus(gap);
    return longer(least, grown.compareTo(MOST_GROWN) < 0 ? grown : MOST_GROWN);
  }

  private static Duration longer(Duration first, Duration second) {
    return first.compareTo(second) >= 0 ? first : second;
  }
}
