package dev.tocsin.store.remediation;

import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.remediation.Approval;
import dev.tocsin.core.remediation.EndReason;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunPlan;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How a run stands in its row, and its question in the row beside it. */
@Singleton
final class RunRows {
  static final String COLUMNS =
      """
      run.id, run.remediation_id, run.remediation_name, run.action, run.target, run.alert, run.seq,
      run.parameters, run.parameters_hash, run.status, run.reason, run.detail, run.due_at,
      run.attempts, run.created_at, run.finished_at, approval.expires_at, approval.attempt, approval.answer,
      approval.principal, approval.source, approval.comment, approval.decided_at
      """;

  private static final Argument<AlertSnapshot> ALERT = Argument.of(AlertSnapshot.class);

  private final ObjectMapper json;
  private final JsonText texts;

  RunRows(ObjectMapper json, JsonText texts) {
    this.json = json;
    this.texts = texts;
  }

  Run read(ResultSet row) throws SQLException {
    return new Run(
        row.getObject("id", UUID.class),
        new RunPlan(
            row.getString("remediation_id"),
            row.getString("remediation_name"),
            row.getString("action"),
            row.getString("target"),
            read(row.getString("alert")),
            row.getLong("seq"),
            texts.read(row.getString("parameters")),
            row.getString("parameters_hash"),
            Sql.instant(row, "created_at")),
        RunStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("reason"))
            .map(code -> EndReason.valueOf(code.toUpperCase(Locale.ROOT))),
        row.getString("detail"),
        Sql.optionalInstant(row, "due_at"),
        approval(row),
        instants(row.getArray("attempts")),
        Sql.optionalInstant(row, "finished_at"));
  }

  private static Optional<Approval> approval(ResultSet row) throws SQLException {
    Optional<Instant> expiresAt = Sql.optionalInstant(row, "expires_at");
    if (expiresAt.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> decidedAt = Sql.optionalInstant(row, "decided_at");
    Optional<Approval.Decided> decided =
        decidedAt.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Approval.Decided(
                    Approval.Answer.parse(row.getString("answer")).orElseThrow(),
                    row.getString("principal"),
                    row.getString("source"),
                    row.getString("comment"),
                    decidedAt.get()));
    return Optional.of(new Approval(expiresAt.get(), row.getInt("attempt"), decided));
  }

  private static List<Instant> instants(Array array) throws SQLException {
    return Arrays.stream((Timestamp[]) array.getArray()).map(Timestamp::toInstant).toList();
  }

  /** The literal of an array of {@code timestamptz}, for where an array of arrays is bound. */
  static String literal(List<Instant> instants) {
    return String.join(",", instants.stream().map(Instant::toString).toList())
        .transform(list -> "{" + list + "}");
  }

  String json(AlertSnapshot alert) {
    try {
      return json.writeValueAsString(ALERT, alert);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  String json(Map<String, String> parameters) {
    return texts.write(parameters);
  }

  private AlertSnapshot read(String text) {
    try {
      return json.readValue(text, ALERT);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
