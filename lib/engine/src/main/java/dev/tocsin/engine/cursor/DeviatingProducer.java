package dev.tocsin.engine.cursor;

import java.util.Locale;

/**
 * A producer whose samples have other times than one expects of them.
 *
 * @param name its instance
 * @param samples how many there were
 * @param most how far they were off at most; milliseconds
 */
public record DeviatingProducer(Kind kind, String name, long samples, long most) {
  /** What is wrong with the times. */
  public enum Kind {
    /** They are ahead of the samples' arrival by more than the allowed lateness. */
    AHEAD,

    /** The samples come late: they are older than others of their partition, and than the clock. */
    SLOW,

    /** They made samples of other producers late. */
    FAST;

    /** The kind as it is stored and shown: {@code ahead}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** With more samples of the same producer. */
  public DeviatingProducer plus(DeviatingProducer other) {
    return new DeviatingProducer(kind, name, samples + other.samples, Math.max(most, other.most));
  }
}
