package dev.tocsin.store.window;

import static java.util.Comparator.comparing;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names of keys as rows. */
@Singleton
final class PostgresLabelIndex implements LabelIndex {
  private final Sql sql;
  private final JsonText json;

  PostgresLabelIndex(Sql sql, JsonText json) {
    this.sql = sql;
    this.json = json;
  }

  @Override
  public void seen(Collection<Rule.Key> keys, LocalDate day) {
    if (keys.isEmpty()) {
      return;
    }
    List<Rule.Key> ordered =
        keys.stream()
            .collect(Collectors.toMap(Rule.Key::fingerprint, key -> key, (first, second) -> first))
            .values()
            .stream()
            .sorted(comparing(Rule.Key::fingerprint))
            .toList();
    sql.of(
            """
            INSERT INTO label_index (fingerprint, labels, needed_on)
            SELECT fingerprint, labels::json, ?::date
            FROM unnest(?, ?) AS k (fingerprint, labels)
            ON CONFLICT (fingerprint) DO UPDATE SET needed_on = excluded.needed_on
            WHERE label_index.needed_on < excluded.needed_on
            """)
        .with(day.toString())
        .each(ordered, Long[]::new, key -> key.fingerprint().value())
        .each(ordered, String[]::new, key -> json.write(key.labels().asMap()))
        .update();
  }

  @Override
  public void needed(Collection<Fingerprint> keys, LocalDate day) {
    if (!keys.isEmpty()) {
      sql.of(
              """
              UPDATE label_index SET needed_on = ?::date
              WHERE fingerprint IN (
                SELECT fingerprint FROM label_index
                WHERE fingerprint = ANY (?) AND needed_on < ?::date
                ORDER BY (fingerprint < 0), fingerprint FOR UPDATE)
              """)
          .with(day.toString())
          .with(values(keys))
          .with(day.toString())
          .update();
    }
  }

  @Override
  public Map<Fingerprint, Rule.Key> find(Collection<Fingerprint> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    return sql
        .of(
            """
            SELECT fingerprint, labels FROM label_index
            WHERE fingerprint = ANY (?)
            """)
        .with(values(keys))
        .rows(this::read)
        .stream()
        .collect(Collectors.toMap(Rule.Key::fingerprint, Function.identity()));
  }

  private Rule.Key read(ResultSet row) throws SQLException {
    return new Rule.Key(
        Labels.of(json.read(row.getString("labels"))), new Fingerprint(row.getLong("fingerprint")));
  }

  private static long[] values(Collection<Fingerprint> keys) {
    return keys.stream().sorted().mapToLong(Fingerprint::value).toArray();
  }
}
