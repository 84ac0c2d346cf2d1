package dev.tocsin.store;

import dev.tocsin.core.outbox.Transactions;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.jdbc.runtime.PreparedStatementCallback;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs single statements, each within the caller's transaction or, without one, in its own: {@code
 * sql.of("UPDATE t SET a = ? WHERE id = ANY (?)").with(1).with(ids).update()}.
 */
@Singleton
public final class Sql {
  private final JdbcOperations jdbc;
  private final Transactions transactions;

  public Sql(JdbcOperations jdbc, Transactions transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /** A statement whose arguments, written {@code ?}, are still to come. */
  public Call of(String text) {
    return new Call(text);
  }

  /** A {@code timestamptz} that is there. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A {@code timestamptz} that may be NULL. */
  public static Optional<Instant> optionalInstant(ResultSet row, String column)
      throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** Reads one row of a result. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** A statement and its arguments in order. */
  public final class Call {
    private final String text;
    private final List<@Nullable Object> arguments = new ArrayList<>();

    private Call(String text) {
      this.text = text;
    }

    /** Adds the next argument; {@link Arguments} says what becomes of its type. */
    public Call with(@Nullable Object argument) {
      arguments.add(argument);
      return this;
    }

    /** Adds an argument that is an array: one value of each item, in order. */
    public <I, V> Call each(
        Collection<I> items, IntFunction<@Nullable V[]> array, Function<I, @Nullable V> value) {
      return with(items.stream().map(value).toArray(array));
    }

    /** The rows of a query, or of a statement that returns rows. */
    public <T> List<T> rows(RowReader<T> reader) {
      return run(statement -> {
        try (ResultSet result = statement.executeQuery()) {
          List<T> rows = new ArrayList<>();
          while (result.next()) {
            rows.add(reader.read(result));
          }
          return rows;
        }
      });
    }

    /** The first row. */
    public <T> Optional<T> first(RowReader<T> reader) {
      return rows(reader).stream().findFirst();
    }

    /** Runs a statement and returns how many rows it changed. */
    public int update() {
      return run(PreparedStatement::executeUpdate);
    }

    private <R> R run(PreparedStatementCallback<R> work) {
      return transactions.inOne(() ->
          jdbc.prepareStatement(
              text,
              statement -> {
                Arguments.bind(statement, arguments);
                return work.call(statement);
              }));
    }
  }
}
