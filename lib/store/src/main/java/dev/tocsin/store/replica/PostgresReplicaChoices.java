package dev.tocsin.store.replica;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.replica.ChoiceChange;
import dev.tocsin.engine.replica.ReplicaChoice;
import dev.tocsin.engine.replica.ReplicaChoice.Previous;
import dev.tocsin.engine.replica.ReplicaChoices;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Choices as rows; they are locked only while they are changed, in the order of the clusters. */
@Singleton
final class PostgresReplicaChoices implements ReplicaChoices {
  private static final String SELECT =
      """
      SELECT cluster, replica, last_seen, previous_replica, previous_last_seen
      FROM replica_choice
      WHERE topic = ? AND cluster = ANY (?)
      """;

  private static final String FROM_CHANGED =
      """
      FROM unnest(?, ?, ?, ?, ?)
        AS changed (cluster, replica, last_seen, previous_replica, previous_last_seen)
      """;

  private final Sql sql;
  private final Transactions transactions;

  PostgresReplicaChoices(Sql sql, Transactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public Map<String, ReplicaChoice> load(String topic, Collection<String> clusters) {
    return clusters.isEmpty() ? Map.of() : read(SELECT, topic, clusters);
  }

  private Map<String, ReplicaChoice> read(
      String select, String topic, Collection<String> clusters) {
    Map<String, ReplicaChoice> choices = new HashMap<>();
    sql.of(select)
        .with(topic)
        .with(clusters.toArray(String[]::new))
        .rows(row -> choices.put(row.getString("cluster"), choice(row)));
    return choices;
  }

  @Override
  public int count(String topic) {
    return sql.of("SELECT count(*) AS clusters FROM replica_choice WHERE topic = ?")
        .with(topic)
        .first(row -> row.getInt("clusters"))
        .orElse(0);
  }

  @Override
  public boolean change(String topic, Collection<ChoiceChange> changes, Instant now) {
    return changes.isEmpty() || transactions.inOne(() -> changeInOne(topic, changes, now));
  }

  private boolean changeInOne(String topic, Collection<ChoiceChange> changes, Instant now) {
    Map<String, ReplicaChoice> current =
        read(
            SELECT + "ORDER BY cluster FOR UPDATE",
            topic,
            changes.stream().map(ChoiceChange::cluster).toList());
    SortedMap<String, ReplicaChoice> known = new TreeMap<>();
    SortedMap<String, ReplicaChoice> added = new TreeMap<>();
    for (ChoiceChange change : changes) {
      Optional<ReplicaChoice> stored = Optional.ofNullable(current.get(change.cluster()));
      Optional<ReplicaChoice> after = change.on(stored);
      if (after.isEmpty()) {
        return false;
      }
      (stored.isPresent() ? known : added).put(change.cluster(), after.get());
    }
    update(topic, known, now);
    return insert(topic, added, now) == added.size();
  }

  private void update(String topic, SortedMap<String, ReplicaChoice> choices, Instant now) {
    if (!choices.isEmpty()) {
      values(
              sql.of(
                      """
                      UPDATE replica_choice
                      SET replica = changed.replica, last_seen = changed.last_seen,
                        previous_replica = changed.previous_replica,
                        previous_last_seen = changed.previous_last_seen, changed_at = ?
                      """
                          + FROM_CHANGED
                          + "WHERE topic = ? AND replica_choice.cluster = changed.cluster")
                  .with(now),
              choices)
          .with(topic)
          .update();
    }
  }

  /** Inserts in the order of the clusters; returns how many there were not yet. */
  private int insert(String topic, SortedMap<String, ReplicaChoice> choices, Instant now) {
    return choices.isEmpty()
        ? 0
        : values(
                sql.of(
                        """
                        INSERT INTO replica_choice (topic, changed_at, cluster, replica, last_seen,
                          previous_replica, previous_last_seen)
                        SELECT ?, ?::timestamptz, changed.*
                        """
                            + FROM_CHANGED
                            + "ORDER BY changed.cluster COLLATE \"C\"\n"
                            + "ON CONFLICT (topic, cluster) DO NOTHING")
                    .with(topic)
                    .with(now),
                choices)
            .update();
  }

  private static Sql.Call values(Sql.Call call, SortedMap<String, ReplicaChoice> choices) {
    Collection<ReplicaChoice> all = choices.values();
    return call.with(choices.keySet().toArray(String[]::new))
        .each(all, String[]::new, ReplicaChoice::replica)
        .each(all, Instant[]::new, ReplicaChoice::lastSeen)
        .each(all, String[]::new, choice -> choice.previous().map(Previous::replica).orElse(null))
        .each(
            all, Instant[]::new, choice -> choice.previous().map(Previous::lastSeen).orElse(null));
  }

  private static ReplicaChoice choice(ResultSet row) throws SQLException {
    String previous = row.getString("previous_replica");
    return new ReplicaChoice(
        row.getString("replica"),
        Sql.instant(row, "last_seen"),
        Sql.optionalInstant(row, "previous_last_seen")
            .map(lastSeen -> new Previous(previous, lastSeen)));
  }
}
