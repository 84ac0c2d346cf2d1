package dev.tocsin.store.routing;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.silence.SilenceStore;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Silences as rows, changed by one transaction at a time. */
@Singleton
final class PostgresSilences implements SilenceStore {
  private static final String SELECT =
      """
      SELECT id, matcher_sets, starts_at, ends_at, updated_at, created_by, comment, annotations
      FROM silence
      """;

  private final Sql sql;
  private final Transactions transactions;
  private final JsonText json;
  private final MatcherSets matchers;

  PostgresSilences(Sql sql, Transactions transactions, JsonText json, ObjectMapper mapper) {
    this.sql = sql;
    this.transactions = transactions;
    this.json = json;
    this.matchers = new MatcherSets(mapper);
  }

  @Override
  public long version() {
    return sql.of("SELECT version FROM silence_change")
        .first(row -> row.getLong("version"))
        .orElseThrow();
  }

  @Override
  public List<Silence> all() {
    return sql.of(SELECT + "ORDER BY id").rows(this::read);
  }

  @Override
  public int count() {
    return sql.of("SELECT count(*)::int AS silences FROM silence")
        .first(row -> row.getInt("silences"))
        .orElse(0);
  }

  @Override
  public Optional<Silence> find(UUID id) {
    return sql.of(SELECT + "WHERE id = ?").with(id).first(this::read);
  }

  @Override
  public void lock() {
    sql.of("SELECT lock_silences() AS locked").rows(row -> row.getInt("locked"));
  }

  @Override
  public void save(Collection<Silence> silences) {
    if (!silences.isEmpty()) {
      transactions.run(() -> {
        lock();
        upsert(silences);
        countChange();
      });
    }
  }

  private void upsert(Collection<Silence> silences) {
    sql.of(
            """
            INSERT INTO silence (
              id, matcher_sets, starts_at, ends_at, updated_at, created_by, comment, annotations)
            SELECT id, matcher_sets::json, starts_at, ends_at, updated_at, created_by, comment,
                   annotations::json
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) AS s (
              id, matcher_sets, starts_at, ends_at, updated_at, created_by, comment, annotations)
            ON CONFLICT (id) DO UPDATE SET
              matcher_sets = excluded.matcher_sets, starts_at = excluded.starts_at,
              ends_at = excluded.ends_at, updated_at = excluded.updated_at,
              created_by = excluded.created_by, comment = excluded.comment,
              annotations = excluded.annotations
            """)
        .each(silences, UUID[]::new, Silence::id)
        .each(silences, String[]::new, silence -> matchers.write(silence.matcherSets()))
        .each(silences, Instant[]::new, Silence::startsAt)
        .each(silences, Instant[]::new, Silence::endsAt)
        .each(silences, Instant[]::new, Silence::updatedAt)
        .each(silences, String[]::new, Silence::createdBy)
        .each(silences, String[]::new, Silence::comment)
        .each(silences, String[]::new, silence -> json.write(silence.annotations()))
        .update();
  }

  @Override
  public int forget(Instant endedBefore) {
    return transactions.inOne(() -> {
      lock();
      int forgotten = sql.of("DELETE FROM silence WHERE ends_at < ?").with(endedBefore).update();
      if (forgotten > 0) {
        countChange();
      }
      return forgotten;
    });
  }

  private void countChange() {
    sql.of("UPDATE silence_change SET version = version + 1").update();
  }

  private Silence read(ResultSet row) throws SQLException {
    return new Silence(
        row.getObject("id", UUID.class),
        matchers.read(row.getString("matcher_sets")),
        Sql.instant(row, "starts_at"),
        Sql.instant(row, "ends_at"),
        Sql.instant(row, "updated_at"),
        row.getString("created_by"),
        row.getString("comment"),
        json.read(row.getString("annotations")));
  }
}
