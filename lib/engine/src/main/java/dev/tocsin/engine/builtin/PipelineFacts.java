package dev.tocsin.engine.builtin;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.engine.cursor.PartitionCursor;
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
 * @param rules in force
 */
public record PipelineFacts(
    Instant since,
    Instant evaluatedBefore,
    List<String> topics,
    List<Partition> partitions,
    List<Count> counts,
    List<RuleUse> rules) {
  public PipelineFacts {
    topics = List.copyOf(topics);
    partitions = List.copyOf(partitions);
    counts = List.copyOf(counts);
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
   * @param subject the topic or the rule; empty for all together
   * @param part how many of the kind that the alert is about
   * @param whole out of how many, where a share is asked for
   */
  public record Count(BuiltIn alert, String subject, long part, long whole) {}

  /**
   * A rule.
   *
   * @param since when it was first seen in force
   * @param matchedAt when a sample of it was last noted
   */
  public record RuleUse(RuleId rule, Instant since, Optional<Instant> matchedAt) {}
}
