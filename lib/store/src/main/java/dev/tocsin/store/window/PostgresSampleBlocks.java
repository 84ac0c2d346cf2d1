package dev.tocsin.store.window;

import com.google.protobuf.ByteString;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.window.SampleBlock;
import dev.tocsin.engine.window.SampleBlocks;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Waiting samples as rows that are inserted and removed, and never changed. */
@Singleton
final class PostgresSampleBlocks implements SampleBlocks {
  /** No topic has so many records. */
  private static final long OUT_OF_REACH = 1L << 62;

  private final Sql sql;

  PostgresSampleBlocks(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void add(Collection<SampleBlock> blocks) {
    if (!blocks.isEmpty()) {
      keys(
              sql.of(
                  """
                  INSERT INTO sample_block
                    (shard, step_ms, topic, partition, first_offset, passed, samples)
                  SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?)
                  """),
              blocks)
          .each(blocks, Instant[]::new, SampleBlock::passed)
          .each(blocks, byte[][]::new, block -> block.samples().toByteArray())
          .update();
    }
  }

  @Override
  public void makeRoom(PartitionId partition) {
    sql.of(
            """
            UPDATE sample_block SET first_offset = first_offset + ?
            WHERE topic = ? AND partition = ? AND first_offset < ?
            """)
        .with(OUT_OF_REACH)
        .with(partition.topic())
        .with(partition.partition())
        .with(OUT_OF_REACH)
        .update();
  }

  @Override
  public List<SampleBlock> load(int shard, Collection<Duration> left, Instant before) {
    return sql.of(
            """
            SELECT shard, step_ms, topic, partition, first_offset, passed, samples
            FROM sample_block
            WHERE shard = ? AND step_ms <> ALL (?) AND passed < ?
            ORDER BY step_ms, topic, partition, first_offset
            """)
        .with(shard)
        .each(left, Long[]::new, Duration::toMillis)
        .with(before)
        .rows(PostgresSampleBlocks::read);
  }

  @Override
  public void remove(Collection<SampleBlock> blocks) {
    if (!blocks.isEmpty()) {
      keys(
              sql.of(
                  """
                  DELETE FROM sample_block AS s
                  USING unnest(?, ?, ?, ?, ?) AS k (shard, step_ms, topic, partition, first_offset)
                  WHERE s.shard = k.shard AND s.step_ms = k.step_ms AND s.topic = k.topic
                    AND s.partition = k.partition AND s.first_offset = k.first_offset
                  """),
              blocks)
          .update();
    }
  }

  @Override
  public Set<Integer> shards(Collection<Duration> left, Instant before) {
    return new HashSet<>(
        sql.of(
                """
                SELECT s.shard
                FROM evaluation_shard AS s, LATERAL (
                  SELECT 1 FROM sample_block AS g
                  WHERE g.shard = s.shard AND g.step_ms <> ALL (?) AND g.passed < ?
                  LIMIT 1) AS waiting
                """)
            .each(left, Long[]::new, Duration::toMillis)
            .with(before)
            .rows(row -> row.getInt("shard")));
  }

  private static Sql.Call keys(Sql.Call call, Collection<SampleBlock> blocks) {
    return call.each(blocks, Integer[]::new, SampleBlock::shard)
        .each(blocks, Long[]::new, block -> block.step().toMillis())
        .each(blocks, String[]::new, block -> block.partition().topic())
        .each(blocks, Integer[]::new, block -> block.partition().partition())
        .each(blocks, Long[]::new, SampleBlock::offset);
  }

  private static SampleBlock read(ResultSet row) throws SQLException {
    return new SampleBlock(
        Duration.ofMillis(row.getLong("step_ms")),
        row.getInt("shard"),
        new PartitionId(row.getString("topic"), row.getInt("partition")),
        row.getLong("first_offset"),
        Sql.instant(row, "passed"),
        ByteString.copyFrom(row.getBytes("samples")));
  }
}
