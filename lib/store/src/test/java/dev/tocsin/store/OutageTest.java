package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tocsin.core.failure.Outage;
import dev.tocsin.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {
  static Stream<Throwable> away() {
    return Stream.of(
        new SQLTransientConnectionException("request timed out after 5000ms"),
        new SocketTimeoutException("Read timed out"),
        new UncheckedIOException(new ConnectException("Connection refused")),
        new Outage("s3://conf/rules: 503 SlowDown"));
  }

  @ParameterizedTest
  @MethodSource("away")
  void behind_somethingIsAway_isFoundUnderWhatItLedTo(Throwable cause) {
    assertThat(Outage.behind(new IllegalStateException("cannot evaluate", cause))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "40P01", "53300", "55P03", "57014", "57P01"})
  void behind_stateThatPasses_isFound(String state) {
    assertThat(Outage.behind(new SQLException("refused", state))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22001", "23505", "42P01", "XX000"})
  void behind_statementOrRowThatIsWrong_isNot(String state) {
    assertThat(Outage.behind(new SQLException("refused", state))).isEmpty();
    assertThat(Outage.behind(new SQLException("refused"))).isEmpty();
  }

  @Test
  void behind_connectionThatBrokeUnderItsUser_isFound() throws SQLException {
    TestPostgres database = TestPostgres.empty();
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.dataSource());
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      SQLException broken =
          catchThrowableOfType(
              SQLException.class,
              () -> statement.execute("SELECT pg_terminate_backend(pg_backend_pid())"));
      SQLException masked =
          catchThrowableOfType(SQLException.class, () -> connection.setReadOnly(false));
      assertThat(Outage.behind(broken)).isPresent();
      assertThat(Outage.behind(masked)).isPresent();
    }
  }

  @Test
  void orItself_fault_keepsItsTrace() {
    RuntimeException fault = new UncheckedIOException(new IOException("not JSON"));
    assertThat(Outage.orItself(fault)).isSameAs(fault);
  }

  @Test
  void orItself_outage_isItsMessageOnOneLineWithoutATrace() {
    SQLException cause =
        new SQLException("no connection\n  to be had", "08001", new IOException("host is down"));
    RuntimeException outage = Outage.orItself(new IllegalStateException("cannot evaluate", cause));
    assertThat(outage)
        .isInstanceOf(Outage.class)
        .hasNoCause()
        .hasMessage(
            "java.sql.SQLException: no connection; to be had (java.io.IOException: host is down)");
    assertThat(outage.getStackTrace()).isEmpty();
  }
}
