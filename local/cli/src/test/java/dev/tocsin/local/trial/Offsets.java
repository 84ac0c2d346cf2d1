package dev.tocsin.local.trial;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far each partition was evaluated, and how far it goes.
 *
 * @param read the stored {@code next_offset}s
 * @param ends of the logs of the same partitions
 */
public record Offsets(Map<TopicPartition, Long> read, Map<TopicPartition, Long> ends) {
  public Offsets {
    read = Map.copyOf(read);
    ends = Map.copyOf(ends);
  }

  /** Reads both as of now. */
  public static Offsets of(String jdbcUrl, String kafka) throws SQLException {
    Map<TopicPartition, Long> read = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT topic, partition, next_offset FROM partition_cursor")) {
      while (rows.next()) {
        read.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
      }
    }
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return new Offsets(read, consumer.endOffsets(read.keySet()));
    }
  }

  /** Everything was evaluated. */
  public boolean areAtTheEnd() {
    return !read.isEmpty() && read.equals(ends);
  }
}
