package dev.tocsin.engine.builtin;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.engine.cursor.DeviatingProducer;
import dev.tocsin.engine.cursor.PartitionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The facts by which the alerts on the pipeline itself are evaluated, and whose turn it is to. */
public interface PipelineWatch {
  /**
   * Takes the right to evaluate until the caller's transaction ends.
   *
   * @return they are evaluated before this time, {@link Instant#EPOCH} when they never were;
   *     nothing when another transaction has the right
   */
  Optional<Instant> claim();

  /** Notes that they are evaluated before a time, within the transaction that claimed. */
  void evaluated(Instant before);

  /** Notes what the logs look like; a log whose end is another one has grown. */
  void saw(Collection<LogSnapshot> logs, Instant now);

  /** What was last seen of the logs of these partitions. */
  List<LogSnapshot> seen(Collection<PartitionId> partitions);

  /**
   * Adds to what was counted, within the caller's transaction. Nobody waits for another one, as
   * long as one transaction at a time counts under a name.
   *
   * @param writer what the caller holds the lock of: a partition or a shard
   * @param topic that the numbers are of, if they are of one
   */
  void count(String writer, Optional<String> topic, Tally tally, Instant now);

  /**
   * Notes producers of a partition whose samples have other times than one expects. The caller
   * holds the partition's lock.
   */
  void deviating(PartitionId partition, Collection<DeviatingProducer> producers, Instant now);

  /** Notes that samples of these rules came. */
  void matched(Collection<RuleId> rules, Instant now);

  /** Notes which rules are in force, and forgets others. */
  void inForce(Collection<RuleId> rules, Instant now);

  /**
   * All facts at once.
   *
   * @param topics that are read
   * @param settings say how far each alert looks back
   */
  PipelineFacts facts(Collection<String> topics, BuiltInSettings settings, Instant now);
}
