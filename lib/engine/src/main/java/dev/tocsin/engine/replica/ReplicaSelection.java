package dev.tocsin.engine.replica;

import dev.tocsin.core.setting.HighAvailability;
import dev.tocsin.engine.replica.ReplicaChoice.Decision;
import dev.tocsin.engine.replica.ReplicaChoice.Outcome;
import dev.tocsin.engine.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The samples of one batch that are taken, and what becomes of the choices by them. */
public final class ReplicaSelection {
  /** A choice is stored anew when it was seen later by this part of the failover time. */
  private static final int PARTS = 6;

  private final HighAvailability ha;
  private final Map<String, ReplicaChoice> stored;
  private final Map<String, ReplicaChoice> choices;
  private final List<Takeover> takeovers = new ArrayList<>();
  private int free;
  private long dropped;
  private long unassigned;

  /**
   * @param stored choices of the clusters of the batch, as far as there are any
   * @param free how many further clusters may have a choice
   */
  public ReplicaSelection(HighAvailability ha, Map<String, ReplicaChoice> stored, int free) {
    this.ha = ha;
    this.stored = Map.copyOf(stored);
    this.choices = new HashMap<>(stored);
    this.free = free;
  }

  /** The clusters of which these samples are, where they also name a replica. */
  public static Set<String> clusters(HighAvailability ha, Stream<Sample> samples) {
    Set<String> clusters = new HashSet<>();
    samples.forEach(sample -> {
      Sender sender = Sender.of(sample.series(), ha);
      if (sender.isReplica()) {
        clusters.add(sender.cluster());
      }
    });
    return clusters;
  }

  /**
   * Those of the samples of a record that are taken, without the replica's label. Records come in
   * the order of the log.
   *
   * @param arrival when the record reached the log: no sample is seen later than that, whatever the
   *     clock of its sender says
   */
  public List<Sample> take(List<Sample> samples, Instant arrival) {
    long latest = arrival.toEpochMilli();
    List<Sample> taken = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      Sender sender = Sender.of(sample.series(), ha);
      if (!sender.isReplica()
          || isTaken(sender, Instant.ofEpochMilli(Math.min(sample.at(), latest)))) {
        taken.add(
            sender.replica().isEmpty()
                ? sample
                : new Sample(sender.series(), sample.value(), sample.at(), sample.begun()));
      }
    }
    return taken;
  }

  private boolean isTaken(Sender sender, Instant time) {
    ReplicaChoice choice = choices.get(sender.cluster());
    if (choice == null) {
      if (free <= 0) {
        unassigned++;
        return true;
      }
      free--;
    }
    Outcome outcome =
        ReplicaChoice.decide(Optional.ofNullable(choice), sender.replica(), time, ha.failover());
    if (outcome.decision() == Decision.DROPPED) {
      dropped++;
      return false;
    }
    if (outcome.decision() == Decision.TAKEN_OVER && choice != null) {
      takeovers.add(
          new Takeover(
              sender.cluster(),
              choice.replica(),
              sender.replica(),
              Duration.between(choice.lastSeen(), time)));
    }
    choices.put(sender.cluster(), outcome.choice());
    return true;
  }

  /** What is to be stored; that a replica was seen a little later is not. */
  public Collection<ChoiceChange> changes() {
    List<ChoiceChange> changes = new ArrayList<>();
    choices.forEach((cluster, after) -> {
      ReplicaChoice before = stored.get(cluster);
      if (before == null || isWorthStoring(before, after)) {
        changes.add(new ChoiceChange(cluster, Optional.ofNullable(before), after));
      }
    });
    return changes;
  }

  private boolean isWorthStoring(ReplicaChoice before, ReplicaChoice after) {
    Duration later = Duration.between(before.lastSeen(), after.lastSeen());
    return !after.hasSameTenure(before) || later.multipliedBy(PARTS).compareTo(ha.failover()) >= 0;
  }

  public List<Takeover> takeovers() {
    return List.copyOf(takeovers);
  }

  /** How many samples were of replicas that are not in use. */
  public long dropped() {
    return dropped;
  }

  /** How many samples were taken from all replicas, since too many clusters have a choice. */
  public long unassigned() {
    return unassigned;
  }
}
