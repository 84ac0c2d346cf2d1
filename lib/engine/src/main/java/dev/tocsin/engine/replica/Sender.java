package dev.tocsin.engine.replica;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.HighAvailability;
import dev.tocsin.engine.sample.Series;

/**
 * Which replica of which cluster sends a series.
 *
 * @param from by which labels that is known
 * @param cluster empty when the series does not name it
 * @param replica empty when the series does not name it
 * @param series without the replica's label
 */
record Sender(HighAvailability from, String cluster, String replica, Series series)
    implements Series.Derived {

  /** The sender of a series; found once for each series that the decoder knows. */
  static Sender of(Series series, HighAvailability ha) {
    return series.derive(ha, Sender.class, named -> find(named, ha));
  }

  private static Sender find(Series series, HighAvailability ha) {
    Labels labels = series.labels();
    String replica = labels.get(ha.replicaLabel());
    if (replica.isEmpty()) {
      return new Sender(ha, labels.get(ha.clusterLabel()), "", series);
    }
    return new Sender(
        ha,
        labels.get(ha.clusterLabel()),
        replica,
        new Series(series.metricName(), labels.without(ha.replicaLabel())));
  }

  /** Whether it is one of several, as far as the series says. */
  boolean isReplica() {
    return !cluster.isEmpty() && !replica.isEmpty();
  }
}
