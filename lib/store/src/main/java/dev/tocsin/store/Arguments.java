package dev.tocsin.store;

import static java.time.ZoneOffset.UTC;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How Java values become arguments of a statement: {@link Instant} is {@code timestamptz}; {@code
 * String[]}, {@code UUID[]}, {@code Instant[]}, {@code byte[][]}, and arrays of numbers and
 * booleans are PostgreSQL arrays, whose elements may be null where Java allows it; all else is as
 * JDBC has it.
 */
final class Arguments {
  private Arguments() {}

  static void bind(PreparedStatement statement, List<@Nullable Object> arguments)
      throws SQLException {
    for (int at = 0; at < arguments.size(); at++) {
      statement.setObject(at + 1, convert(statement, arguments.get(at)));
    }
  }

  private static @Nullable Object convert(PreparedStatement statement, @Nullable Object argument)
      throws SQLException {
    return switch (argument) {
      case null -> null;
      case Instant instant -> instant.atOffset(UTC);
      case String[] texts -> array(statement, "text", texts);
      case UUID[] ids -> array(statement, "uuid", ids);
      case Instant[] instants -> array(statement, "timestamptz", texts(instants));
      case byte[][] blobs -> array(statement, "bytea", blobs);
      case Long[] numbers -> array(statement, "int8", numbers);
      case Integer[] numbers -> array(statement, "int4", numbers);
      case Double[] numbers -> array(statement, "float8", numbers);
      case Boolean[] flags -> array(statement, "bool", flags);
      case long[] numbers ->
          array(statement, "int8", Arrays.stream(numbers).boxed().toArray(Long[]::new));
      case int[] numbers ->
          array(statement, "int4", Arrays.stream(numbers).boxed().toArray(Integer[]::new));
      case double[] numbers ->
          array(statement, "float8", Arrays.stream(numbers).boxed().toArray(Double[]::new));
      default -> argument;
    };
  }

  private static Array array(PreparedStatement statement, String type, @Nullable Object[] elements)
      throws SQLException {
    return statement.getConnection().createArrayOf(type, elements);
  }

  private static @Nullable String[] texts(@Nullable Instant[] instants) {
    return Arrays.stream(instants)
        .map(instant -> instant == null ? null : instant.toString())
        .toArray(String[]::new);
  }
}
