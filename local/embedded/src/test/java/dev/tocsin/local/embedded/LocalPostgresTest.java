package dev.tocsin.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
  @TempDir Path directory;

  @Test
  void stop_andStart_keepsThePortAndTheData() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(directory, 0, false)) {
      run(postgres, "CREATE TABLE t AS SELECT 7 AS x");
      String url = postgres.jdbcUrl();

      postgres.stop();
      assertThatThrownBy(() -> DriverManager.getConnection(url)).isInstanceOf(SQLException.class);

      postgres.start();
      assertThat(postgres.jdbcUrl()).isEqualTo(url);
      assertThat(read(postgres, "SELECT x FROM t")).isEqualTo("7");
    }
  }

  @Test
  void start_onKeptFiles_findsTheDataOnAnotherPort() throws Exception {
    try (LocalPostgres first = LocalPostgres.start(directory, 0, true)) {
      run(first, "CREATE TABLE t AS SELECT 8 AS x");
      assertThat(read(first, "SHOW fsync")).isEqualTo("on");
      assertThat(read(first, "SHOW synchronous_commit")).isEqualTo("on");
    }
    try (LocalPostgres second = LocalPostgres.start(directory, 0, true)) {
      assertThat(read(second, "SELECT x FROM t")).isEqualTo("8");
    }
  }

  @Test
  void start_listensOnLoopbackOnlyAndItsUserIsNoSuperuser() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(directory, 0, false)) {
      assertThat(read(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(read(postgres, "SHOW is_superuser")).isEqualTo("off");
      String superuser = postgres.jdbcUrl().replace("user=tocsin", "user=postgres");
      assertThatThrownBy(() -> DriverManager.getConnection(superuser))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("pg_hba.conf");
    }
  }

  @Test
  void connect_withoutTheRightPassword_isRefused() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(directory, 0, false)) {
      String without = postgres.jdbcUrl().replaceAll("&password=.*", "");
      assertThatThrownBy(() -> DriverManager.getConnection(without))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("no password was provided");
      for (String wrong : List.of("guessed", "", postgres.password() + "0")) {
        assertThatThrownBy(() -> DriverManager.getConnection(without + "&password=" + wrong))
            .isInstanceOf(SQLException.class);
      }
      assertThat(Files.readAllLines(directory.resolve("postgres/postmaster.pid")).get(4))
          .as("the directory of the Unix socket")
          .isEmpty();
      assertThat(Files.readString(directory.resolve("postgres/pg_hba.conf")))
          .isEqualTo("host tocsin tocsin 127.0.0.1/32 scram-sha-256\n");
      assertThat(read(postgres, "SHOW password_encryption")).isEqualTo("scram-sha-256");
    }
  }

  @Test
  void passwordFile_letsPostgresOwnClientsIn_andStaysOverRestarts() throws Exception {
    String password;
    try (LocalPostgres first = LocalPostgres.start(directory, 0, false)) {
      password = first.password();
      assertThat(PasswordFile.read(directory)).contains(password);
      assertThat(OwnerOnlyTest.isClosed(directory.resolve(PasswordFile.NAME))).isTrue();
      assertThat(Files.readString(directory.resolve(PasswordFile.NAME)))
          .isEqualTo("127.0.0.1:*:tocsin:tocsin:" + password + "\n");
    }
    try (LocalPostgres second = LocalPostgres.start(directory, 0, false)) {
      assertThat(second.password()).isEqualTo(password);
      assertThat(read(second, "SELECT 1")).isEqualTo("1");
    }
  }

  /** As folders of earlier versions are, and as a lost password is mended. */
  @Test
  void start_onAClusterThatTrusts_asksForAPasswordFromThenOn() throws Exception {
    try (LocalPostgres first = LocalPostgres.start(directory, 0, false)) {
      run(first, "CREATE TABLE t AS SELECT 9 AS x");
    }
    Path rules = directory.resolve("postgres/pg_hba.conf");
    Files.writeString(rules, "local all all trust\nhost tocsin tocsin 127.0.0.1/32 trust\n");
    String before = PasswordFile.read(directory).orElseThrow();
    Files.delete(directory.resolve(PasswordFile.NAME));

    try (LocalPostgres second = LocalPostgres.start(directory, 0, false)) {
      assertThat(second.password()).isNotEqualTo(before);
      assertThat(read(second, "SELECT x FROM t")).isEqualTo("9");
      String without = second.jdbcUrl().replaceAll("&password=.*", "");
      for (String wrong : List.of(without, without + "&password=" + before)) {
        assertThatThrownBy(() -> DriverManager.getConnection(wrong))
            .isInstanceOf(SQLException.class);
      }
    }
    assertThat(rules).content().doesNotContain("trust");
  }

  @Test
  void start_afterTheClusterWasRemoved_drawsAnotherPassword() throws Exception {
    LocalPostgres.start(directory, 0, false).close();
    Directories.delete(directory.resolve("postgres"));
    try (LocalPostgres postgres = LocalPostgres.start(directory, 0, false)) {
      assertThat(read(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void start_afterAnInterruptedInitialisation_startsAfresh() throws Exception {
    Path half = Files.createDirectory(directory.resolve("postgres.new-1"));
    Files.writeString(half.resolve("PG_VERSION"), "17\n");
    try (LocalPostgres postgres = LocalPostgres.start(directory, 0, false)) {
      assertThat(read(postgres, "SELECT 1")).isEqualTo("1");
    }
    assertThat(half).doesNotExist();
  }

  @Test
  void start_onFilesOfAnotherMajorVersion_isRefusedInOneSentence() throws Exception {
    Path cluster = Files.createDirectory(directory.resolve("postgres"));
    Files.writeString(cluster.resolve("PG_VERSION"), "16\n");
    assertThatThrownBy(() -> LocalPostgres.start(directory, 0, true))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("made by PostgreSQL 16, and this is PostgreSQL 17");
  }

  @Test
  void start_onATakenPort_isRefusedInOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(() -> LocalPostgres.start(directory, taken.getLocalPort(), false))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " for PostgreSQL is taken");
    }
  }

  @Test
  void start_whenThePidFileNamesAnUnrelatedProcess_startsAllTheSame() throws Exception {
    LocalPostgres.start(directory, 0, false).close();
    Files.writeString(
        directory.resolve("postgres/postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + directory.resolve("postgres") + "\n1\n1\n\n\n\n");
    try (LocalPostgres postgres = LocalPostgres.start(directory, 0, false)) {
      assertThat(read(postgres, "SELECT 1")).isEqualTo("1");
    }
  }

  static void run(LocalPostgres postgres, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String read(LocalPostgres postgres, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
