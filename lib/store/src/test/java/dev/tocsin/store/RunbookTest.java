package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The statements in the runbooks can be run, and change nothing. */
class RunbookTest {
  private static final Path RUNBOOKS = Path.of("..", "..", "docs", "runbook");
  private static final Pattern SQL = Pattern.compile("(?s)```sql\n(.*?)```");

  private static final DataSource DATABASE =
      TestPostgres.copyOf("tocsin", Schema::migrate).dataSource();

  @Test
  void statements_ofEveryPage_runInAReadOnlyTransaction() throws IOException, SQLException {
    List<String> statements = statements();
    assertThat(statements).hasSizeGreaterThanOrEqualTo(4);
    try (Connection connection = DATABASE.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      for (String statement : statements) {
        try (var prepared = connection.createStatement()) {
          assertThat(prepared.execute(statement)).as(statement).isTrue();
        }
      }
    }
  }

  private static List<String> statements() throws IOException {
    try (Stream<Path> pages = Files.walk(RUNBOOKS)) {
      return pages
          .filter(Files::isRegularFile)
          .flatMap(page -> SQL.matcher(text(page)).results().map(found -> found.group(1).strip()))
          .toList();
    }
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
