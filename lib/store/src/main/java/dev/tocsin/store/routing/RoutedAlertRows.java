package dev.tocsin.store.routing;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertSource;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** Reads rows of the table of routed alerts. */
final class RoutedAlertRows {
  /** Of the table under the name {@code a}. */
  static final String COLUMNS =
      """
      a.fingerprint, a.labels, a.annotations, a.starts_at, a.ends_at,
      a.updated_at, a.end_is_timeout, a.generator_url, a.source
      """;

  private final JsonText json;

  RoutedAlertRows(JsonText json) {
    this.json = json;
  }

  /**
   * Joins the alert to rows of another table. {@code OFFSET 0} keeps it a look-up by key: a plan
   * that was made while the table was small, and is kept, would read all of the table.
   *
   * @param table a name of our own, with a column {@code fingerprint}
   */
  static String joinedTo(String table) {
    return "CROSS JOIN LATERAL (SELECT * FROM routed_alert AS r WHERE r.fingerprint = "
        + table
        + ".fingerprint OFFSET 0) AS a\n";
  }

  Alert read(ResultSet row) throws SQLException {
    return new Alert(
        Labels.of(json.read(row.getString("labels"))),
        new Fingerprint(row.getLong("fingerprint")),
        json.read(row.getString("annotations")),
        Sql.instant(row, "starts_at"),
        Sql.optionalInstant(row, "ends_at"),
        Sql.instant(row, "updated_at"),
        row.getBoolean("end_is_timeout"),
        row.getString("generator_url"),
        AlertSource.valueOf(row.getString("source").toUpperCase(Locale.ROOT)));
  }
}
