package dev.tocsin.store.rule;

import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.rule.RuleVersion;
import dev.tocsin.engine.rule.RuleVersions;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Versions of the rules as rows. */
@Singleton
final class PostgresRuleVersions implements RuleVersions {
  private final Sql sql;

  PostgresRuleVersions(Sql sql) {
    this.sql = sql;
  }

  @Override
  public long add(RuleVersion version) {
    return sql.of(
            """
            INSERT INTO rule_version (digest, at, principal, source, comment, rules, names, texts)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
            """)
        .with(version.digest())
        .with(version.at())
        .with(version.principal())
        .with(version.source())
        .with(version.comment())
        .with(version.rules())
        .each(version.files(), String[]::new, SourceFile::name)
        .each(version.files(), String[]::new, SourceFile::text)
        .first(row -> row.getLong("number"))
        .orElseThrow();
  }

  @Override
  public long newest() {
    return sql.of("SELECT coalesce(max(number), 0) AS newest FROM rule_version")
        .first(row -> row.getLong("newest"))
        .orElseThrow();
  }

  @Override
  public OptionalLong newestOf(String digest) {
    return sql
        .of("SELECT number FROM rule_version WHERE digest = ? ORDER BY number DESC LIMIT 1")
        .with(digest)
        .rows(row -> row.getLong("number"))
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  @Override
  public Optional<RuleVersion> find(long number) {
    return sql.of(
            """
            SELECT number, digest, at, principal, source, comment, rules, names, texts
            FROM rule_version WHERE number = ?
            """)
        .with(number)
        .first(row -> read(row, files(row)));
  }

  @Override
  public List<RuleVersion> list(long before, int limit) {
    return sql.of(
            """
            SELECT number, digest, at, principal, source, comment, rules
            FROM rule_version WHERE number < ? ORDER BY number DESC LIMIT ?
            """)
        .with(before)
        .with(limit)
        .rows(row -> read(row, List.of()));
  }

  @Override
  public int purge(Instant before, int kept) {
    return sql.of(
            """
            DELETE FROM rule_version WHERE at < ?
              AND number NOT IN (SELECT number FROM rule_version ORDER BY number DESC LIMIT ?)
            """)
        .with(before)
        .with(kept)
        .update();
  }

  private static RuleVersion read(ResultSet row, List<SourceFile> files) throws SQLException {
    return new RuleVersion(
        row.getLong("number"),
        row.getString("digest"),
        Sql.instant(row, "at"),
        row.getString("principal"),
        row.getString("source"),
        row.getString("comment"),
        row.getInt("rules"),
        files);
  }

  private static List<SourceFile> files(ResultSet row) throws SQLException {
    String[] names = (String[]) row.getArray("names").getArray();
    String[] texts = (String[]) row.getArray("texts").getArray();
    return IntStream.range(0, names.length)
        .mapToObj(at -> new SourceFile(names[at], texts[at]))
        .toList();
  }
}
