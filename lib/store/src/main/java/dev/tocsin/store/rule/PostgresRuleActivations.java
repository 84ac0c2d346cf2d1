package dev.tocsin.store.rule;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.engine.rule.RuleActivation;
import dev.tocsin.engine.rule.RuleActivations;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules in force as one row. */
@Singleton
final class PostgresRuleActivations implements RuleActivations {
  private final Sql sql;
  private final JsonText json;

  PostgresRuleActivations(Sql sql, JsonText json) {
    this.sql = sql;
    this.json = json;
  }

  @Override
  public Optional<RuleActivation> current() {
    return sql.of(
            """
            SELECT version, published_at, identities FROM rule_activation
            WHERE version IS NOT NULL
            """)
        .first(this::read);
  }

  @Override
  public Optional<String> version() {
    return sql.of("SELECT version FROM rule_activation WHERE version IS NOT NULL")
        .first(row -> row.getString("version"));
  }

  @Override
  public void lock() {
    sql.of("SELECT lock_rule_activation() AS locked").rows(row -> row.getInt("locked"));
  }

  @Override
  public void activate(RuleActivation activation) {
    Map<String, String> identities =
        activation.identities().entrySet().stream()
            .collect(Collectors.toMap(rule -> rule.getKey().value(), Map.Entry::getValue));
    sql.of("UPDATE rule_activation SET version = ?, published_at = ?, identities = ?::json")
        .with(activation.version())
        .with(activation.publishedAt())
        .with(json.write(identities))
        .update();
  }

  private RuleActivation read(ResultSet row) throws SQLException {
    Map<RuleId, String> identities =
        json.read(row.getString("identities")).entrySet().stream()
            .collect(Collectors.toMap(rule -> new RuleId(rule.getKey()), Map.Entry::getValue));
    return new RuleActivation(
        row.getString("version"), Sql.instant(row, "published_at"), identities);
  }
}
