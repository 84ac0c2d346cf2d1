package dev.tocsin.evaluator.batch;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.setting.HighAvailability;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.engine.replica.ReplicaChoice;
import dev.tocsin.engine.replica.ReplicaChoices;
import dev.tocsin.engine.replica.ReplicaSelection;
import dev.tocsin.engine.replica.Takeover;
import dev.tocsin.formats.Decoded;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Of the replicas that send the same series, finds the one in use, and stores what changes. */
@Singleton
class SelectReplicas {
  private static final Logger LOG = LoggerFactory.getLogger(SelectReplicas.class);

  private final ReplicaChoices choices;
  private final Transactions transactions;
  private final LimitHits hits;
  private final MeterRegistry registry;

  SelectReplicas(
      ReplicaChoices choices, Transactions transactions, LimitHits hits, MeterRegistry registry) {
    this.choices = choices;
    this.transactions = transactions;
    this.hits = hits;
    this.registry = registry;
  }

  /** What a batch selects from, where its topic has replicas. */
  Optional<ReplicaSelection> of(Topic topic, List<Decoded> decoded, Settings settings) {
    return topic.ha().map(ha -> selection(topic, ha, decoded, settings));
  }

  private ReplicaSelection selection(
      Topic topic, HighAvailability ha, List<Decoded> decoded, Settings settings) {
    Set<String> clusters =
        ReplicaSelection.clusters(ha, decoded.stream().flatMap(one -> one.samples().stream()));
    Map<String, ReplicaChoice> stored = choices.load(topic.name(), clusters);
    int free =
        stored.size() == clusters.size()
            ? 0
            : settings.limits().of(Limit.HA_CLUSTERS) - choices.count(topic.name());
    return new ReplicaSelection(ha, stored, free);
  }

  /**
   * Stores what a batch has changed, as the last of its transaction, since the rows stay locked
   * until it commits.
   *
   * @throws ReplicaChoiceChanged when the transaction must not commit
   */
  void save(String topic, ReplicaSelection selection, Instant now) {
    if (!choices.change(topic, selection.changes(), now)) {
      throw new ReplicaChoiceChanged(topic);
    }
    transactions.afterCommit(() -> report(topic, selection));
  }

  private void report(String topic, ReplicaSelection selection) {
    registry
        .counter("tocsin.samples.dropped", "topic", topic)
        .increment((double) selection.dropped());
    if (selection.unassigned() > 0) {
      hits.hit(Limit.HA_CLUSTERS);
    }
    logTakeovers(topic, selection.takeovers());
  }

  private static void logTakeovers(String topic, Collection<Takeover> takeovers) {
    for (Takeover takeover : takeovers) {
      LOG.info(
          "topic {}, cluster {}: samples are taken from replica {} now, since {} was silent for {} s",
          topic,
          takeover.cluster(),
          takeover.to(),
          takeover.from(),
          takeover.silence().toMillis() / 1000.0);
    }
  }
}
