package dev.tocsin.engine.sample;

import dev.tocsin.core.label.Labels;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the samples of one metric with the same labels are of. Decoders give the same object to
 * samples of the same series where they can, so that what follows from it is found out once.
 */
public final class Series {
  private final String metricName;
  private final Labels labels;
  private final long id;
  private volatile @Nullable Derived derived;

  /** Something that follows from a series and something else. */
  public interface Derived {
    /** What it follows from. */
    Object from();
  }

  /**
   * @param metricName name of the metric
   * @param labels as the producer names them
   */
  public Series(String metricName, Labels labels) {
    this.metricName = metricName;
    this.labels = labels;
    this.id = labels.fingerprint().value() * 31 + metricName.hashCode();
  }

  public String metricName() {
    return metricName;
  }

  public Labels labels() {
    return labels;
  }

  /** Distinguishes series; two that are taken for one are too unlikely to care. */
  public long id() {
    return id;
  }

  /**
   * What follows from the series and something else; worked out again only when something was asked
   * for meanwhile that follows from anything but this.
   */
  public <T extends Derived> T derive(Object from, Class<T> type, Function<Series, T> work) {
    Derived known = derived;
    if (known == null || !known.from().equals(from) || !type.isInstance(known)) {
      known = work.apply(this);
      derived = known;
    }
    return type.cast(known);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Series series
            && id == series.id
            && metricName.equals(series.metricName)
            && labels.equals(series.labels));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }

  @Override
  public String toString() {
    return metricName + labels;
  }
}
