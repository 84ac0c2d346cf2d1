package dev.tocsin.evaluator.batch;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.evaluation.PartitionEvaluator;
import dev.tocsin.engine.replica.ReplicaSelection;
import dev.tocsin.engine.rule.MatchedSample;
import dev.tocsin.engine.rule.RuleMatch;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.formats.Decoded;
import dev.tocsin.formats.SampleClock;
import dev.tocsin.formats.SampleDecoder;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Decodes the records of a batch and finds the rules that take them. */
@Singleton
class ReadRecords {
  private final SampleDecoders decoders;
  private final CurrentSettings settings;
  private final SelectReplicas replicas;
  private final LimitHits hits;

  ReadRecords(
      SampleDecoders decoders, CurrentSettings settings, SelectReplicas replicas, LimitHits hits) {
    this.decoders = decoders;
    this.settings = settings;
    this.replicas = replicas;
    this.hits = hits;
  }

  /** Reads the records from {@code nextOffset} on. */
  Reading from(MetricBatch batch, long nextOffset, RuleSet ruleSet, Instant now) {
    Settings inForce = settings.now();
    Topic topic = decoders.topic(batch.partition().topic(), inForce);
    List<Rejected> rejected = new ArrayList<>();
    List<RawRecord> records = new ArrayList<>(batch.records().size());
    for (RawRecord record : batch.records()) {
      if (record.offset() >= nextOffset) {
        record
            .cut()
            .ifPresentOrElse(why -> rejected.add(cut(record, why)), () -> records.add(record));
      }
    }
    List<Decoded> decoded = decoded(records, topic, decoders.of(topic, inForce), now);
    Optional<ReplicaSelection> selection = replicas.of(topic, decoded, inForce);
    List<Sample> samples = new ArrayList<>(records.size());
    LongStream.Builder arrivals = LongStream.builder();
    for (int at = 0; at < decoded.size(); at++) {
      RawRecord record = records.get(at);
      Instant arrival = record.arrival(now);
      List<Sample> taken = decoded.get(at).samples();
      if (selection.isPresent()) {
        taken = selection.get().take(taken, arrival);
      }
      long arrivedAt = arrival.toEpochMilli();
      for (Sample sample : taken) {
        samples.add(sample);
        arrivals.add(arrivedAt);
      }
      decoded
          .get(at)
          .rejected()
          .ifPresent(why -> rejected.add(new Rejected(record, why.reason().code(), why.detail())));
    }
    return new Reading(ruleSet.taken(samples), arrivals.build().toArray(), rejected, selection);
  }

  private static List<Decoded> decoded(
      List<RawRecord> records, Topic topic, SampleDecoder decoder, Instant now) {
    return switch (topic.time()) {
      case SAMPLE -> decoder.decode(records.stream().map(RawRecord::bytes).toList(), now);
      case RECORD ->
          records.stream()
              .map(record ->
                  decoder.decode(record.bytes(), new SampleClock(now, record.timestamp())))
              .toList();
    };
  }

  private Rejected cut(RawRecord record, Truncation why) {
    why.limit().ifPresent(hits::hit);
    return new Rejected(record, why.reason().code(), why.detail());
  }

  /** A record that is no sample, or holds something that is none. */
  record Rejected(RawRecord record, String reason, String detail) {}

  /** Takes a sample, and when it arrived, in milliseconds since 1970. */
  interface WithArrival {
    void accept(MatchedSample sample, long arrival);
  }

  /**
   * What a batch holds, in the order of its records.
   *
   * @param samples that are taken
   * @param arrivals when each sample arrived, in milliseconds since 1970
   * @param replicas there when they are those of one of several replicas
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Reading(
      List<MatchedSample> samples,
      long[] arrivals,
      List<Rejected> rejected,
      Optional<ReplicaSelection> replicas) {
    /** Hands over all samples. */
    void forEach(WithArrival taking) {
      for (int at = 0; at < arrivals.length; at++) {
        taking.accept(samples.get(at), arrivals[at]);
      }
    }

    /** What takes each sample. */
    Iterable<List<RuleMatch>> matches() {
      return () -> samples.stream().map(MatchedSample::matches).iterator();
    }

    /**
     * The keys that are evaluated per sample; those of the evaluation schedule are loaded when it
     * is evaluated.
     */
    Set<Fingerprint> keys() {
      Set<Fingerprint> keys = HashSet.newHashSet(2 * samples.size());
      for (MatchedSample matched : samples) {
        for (RuleMatch match : matched.matches()) {
          if (!match.isScheduled()) {
            keys.add(match.key());
          }
        }
      }
      return keys;
    }

    /** The rules of which a key may come into being beside the rows that there are. */
    Set<RuleId> growing(Map<Fingerprint, AlertKeyRow> rows) {
      Set<RuleId> growing = new HashSet<>();
      for (MatchedSample matched : samples) {
        for (RuleMatch match : matched.matches()) {
          if (PartitionEvaluator.mayBegin(match.rule(), matched.sample().value())
              && !rows.containsKey(match.key())) {
            growing.add(match.rule().id());
          }
        }
      }
      return growing;
    }
  }
}
