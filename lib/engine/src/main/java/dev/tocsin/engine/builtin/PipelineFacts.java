package dev.tocsin.engine.builtin;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.engine.cursor.DeviatingProducer;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is stored about how the pipeline does.
 *
 * @param since when it was first looked at; what was never seen is missing since then
 * @param evaluatedBefore the alerts are evaluated before it; {@link Instant#EPOCH}: never yet
 * @param topics that are read; one that does not exist has no partitions
 * @param partitions of these topics
 * @param counts what was counted in the windows that were asked for
 * @param producers whose samples had other times than one expects, in the same windows
 * @param rules in force
 */
public record PipelineFacts(
    Instant since,
    Instant evaluatedBefore,
    List<String> topics,
    List<Partition> partitions,
    List<Count> counts,
    List<Producer> producers,
    List<RuleUse> rules) {
  public PipelineFacts {
    topics = List.copyOf(topics);
    partitions = List.copyOf(partitions);
    counts = List.copyOf(counts);
    producers = List.copyOf(producers);
    rules = List.copyOf(rules);
  }

  /**
   * A partition.
   *
   * @param grewAt when the log was last seen to have grown, by the clock
   * @param lookedAt when the log was last looked at, by the clock
   * @param ahead how many records the cursor is ahead of the log's end; 0: it is not
   * @param heldSince when an open transaction was first seen to hold back the records that it still
   *     holds back, by the clock
   */
  public record Partition(
      PartitionCursor cursor,
      Optional<Instant> grewAt,
      Optional<Instant> lookedAt,
      long ahead,
      Optional<Instant> heldSince) {
    /** A partition that no transaction holds back. */
    public Partition(
        PartitionCursor cursor, Optional<Instant> grewAt, Optional<Instant> lookedAt, long ahead) {
      this(cursor, grewAt, lookedAt, ahead, Optional.empty());
    }
  }

  /**
   * Numbers for one alert, in its window.
   *
   * @param subject names what they are about: the topic, the partition or the rule
   * @param part how many of the kind that the alert is about
   * @param whole out of how many, where a share is asked for
   */
  public record Count(BuiltIn alert, Labels subject, long part, long whole) {}

  /**
   * A producer whose samples have other times than one expects of them.
   *
   * @param since when that was first seen, by the clock
   * @param seenAt when it was last seen
   * @param last as it was last seen, with all samples since it was first
   */
  public record Producer(
      PartitionId partition, Instant since, Instant seenAt, DeviatingProducer last) {}

  /**
   * A rule.
   *
   * @param since when it was first seen in force
   * @param matchedAt when a sample of it was last noted
   */
  public record RuleUse(RuleId rule, Instant since, Optional<Instant> matchedAt) {}
}
