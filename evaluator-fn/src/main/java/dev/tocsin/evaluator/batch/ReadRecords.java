package dev.tocsin.evaluator.batch;

import dev.tocsin.core.evaluation.Match;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.rule.GridCondition;
import dev.tocsin.core.rule.RuleBook;
import dev.tocsin.core.sample.Sample;
import dev.tocsin.evaluator.decode.Decoded;
import dev.tocsin.evaluator.decode.SampleDecoder;
import dev.tocsin.evaluator.decode.SampleDecoders;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Decodes the records of a batch and finds the rules that take them. */
@Singleton
class ReadRecords {
  private final SampleDecoders decoders;

  ReadRecords(SampleDecoders decoders) {
    this.decoders = decoders;
  }

  /** Reads the records from {@code nextOffset} on. */
  Reading from(MetricBatch batch, long nextOffset, RuleBook book, Instant now) {
    SampleDecoder decoder = decoders.of(batch.partition().topic());
    List<Accepted> samples = new ArrayList<>(batch.records().size());
    List<Rejected> rejected = new ArrayList<>();
    for (RawRecord record : batch.records()) {
      if (record.offset() >= nextOffset) {
        Decoded decoded = decoder.decode(record.bytes(), now);
        decoded.samples().forEach(sample -> samples.add(match(sample, book)));
        decoded
            .rejected()
            .ifPresent(
                why -> rejected.add(new Rejected(record, why.reason().code(), why.detail())));
      }
    }
    return new Reading(samples, rejected);
  }

  private static Accepted match(Sample sample, RuleBook book) {
    List<Match> matches = new ArrayList<>(2);
    book.forEachMatch(
        sample, rule -> matches.add(new Match(sample, rule, rule.key(sample.labels()))));
    return new Accepted(sample.timestamp(), matches);
  }

  /** An accepted sample's time and its matches, in the order of the rules. */
  record Accepted(Instant time, List<Match> matches) {}

  /** A record that is no sample, or holds something that is none. */
  record Rejected(RawRecord record, String reason, String detail) {}

  /** What a batch holds. */
  record Reading(List<Accepted> samples, List<Rejected> rejected) {
    /** The keys that are judged at samples; those of the grid are loaded when it is judged. */
    Set<Fingerprint> keys() {
      return samples.stream()
          .flatMap(sample -> sample.matches().stream())
          .filter(match -> !(match.rule().condition() instanceof GridCondition))
          .map(match -> match.key().fingerprint())
          .collect(Collectors.toSet());
    }
  }
}
