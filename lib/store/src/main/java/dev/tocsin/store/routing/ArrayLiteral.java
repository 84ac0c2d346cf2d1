package dev.tocsin.store.routing;

import static java.util.stream.Collectors.joining;

import dev.tocsin.core.label.Fingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Arrays as PostgreSQL writes them: {@code {1,2}}. An argument that is an array of arrays would
 * have to be rectangular; an array of such texts need not. Source: PostgreSQL, "Arrays".
 */
final class ArrayLiteral {
  private ArrayLiteral() {}

  /** Text of a {@code bigint[]}, in order, so that equal sets are equal texts. */
  static String of(Collection<Fingerprint> fingerprints) {
    return fingerprints.stream()
        .sorted()
        .map(fingerprint -> Long.toString(fingerprint.value()))
        .collect(joining(",", "{", "}"));
  }

  /** Text of a {@code text[]}. */
  static String ofTexts(Collection<String> texts) {
    return texts.stream()
        .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(joining(",", "{", "}"));
  }

  /** Reads a column of type {@code bigint[]}. */
  static Stream<Fingerprint> fingerprints(ResultSet row, String column) throws SQLException {
    return Arrays.stream((Long[]) row.getArray(column).getArray()).map(Fingerprint::new);
  }

  /** Reads a column of type {@code text[]}. */
  static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
