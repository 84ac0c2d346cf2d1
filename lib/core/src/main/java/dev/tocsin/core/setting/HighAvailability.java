package dev.tocsin.core.setting;

import java.time.Duration;

/**
 * How the replicas of a topic that send the same series are known: Prometheus servers of a
 * high-availability pair, for example. Of those of one cluster, the samples of one are taken.
 *
 * @param clusterLabel name of the label that all replicas of a cluster have alike
 * @param replicaLabel name of the label in which they differ; samples are taken without it
 * @param failover how long the replica in use must be silent before another one is taken; more than
 *     0
 */
public record HighAvailability(String clusterLabel, String replicaLabel, Duration failover) {
  /** The labels that Mimir's and Cortex's HA tracker look for. */
  public static final HighAvailability DEFAULT =
      new HighAvailability("cluster", "__replica__", Duration.ofSeconds(30));
}
