package dev.tocsin.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedClusterTest {
  @TempDir static Path prepared;

  @TempDir Path folder;

  @BeforeAll
  static void prepare() {
    cluster().make(url -> run(url, "CREATE TABLE t AS SELECT 7 AS x"));
  }

  private static PreparedCluster cluster() {
    return new PreparedCluster(prepared.resolve("cluster"));
  }

  @Test
  void open_aNewFolder_hasWhatWasPrepared() throws SQLException {
    try (StoredPostgres copy = StoredPostgres.open(folder, Optional.of(cluster()))) {
      assertThat(read(copy, "SELECT x FROM t")).isEqualTo("7");
      assertThat(read(copy, "SHOW fsync")).isEqualTo("on");
    }
  }

  @Test
  void open_twoCopies_shareNothing() throws SQLException {
    try (StoredPostgres one = StoredPostgres.open(folder.resolve("1"), Optional.of(cluster()));
        StoredPostgres other = StoredPostgres.open(folder.resolve("2"), Optional.of(cluster()))) {
      run(one.jdbcUrl(), "UPDATE t SET x = 8");
      assertThat(read(other, "SELECT x FROM t")).isEqualTo("7");
    }
  }

  @Test
  void open_aFolderWithACluster_keepsIt() throws SQLException {
    try (StoredPostgres first = StoredPostgres.open(folder, Optional.of(cluster()))) {
      run(first.jdbcUrl(), "UPDATE t SET x = 9");
    }
    try (StoredPostgres second = StoredPostgres.open(folder, Optional.of(cluster()))) {
      assertThat(read(second, "SELECT x FROM t")).isEqualTo("9");
    }
  }

  @Test
  void open_withNothingPrepared_makesAnEmptyDatabase() throws SQLException {
    PreparedCluster none = new PreparedCluster(prepared.resolve("none"));
    assertThat(none.exists()).isFalse();
    try (StoredPostgres empty = StoredPostgres.open(folder, Optional.of(none))) {
      assertThat(read(empty, "SELECT to_regclass('t') IS NULL")).isEqualTo("t");
    }
  }

  @Test
  void open_afterACopyWasInterrupted_copiesAfresh() throws Exception {
    Path half = Files.createDirectory(folder.resolve("postgres.new-1"));
    Files.writeString(half.resolve("PG_VERSION"), "17\n");
    Files.writeString(folder.resolve(PasswordFile.NAME), "127.0.0.1:*:tocsin:tocsin:old\n");
    try (StoredPostgres copy = StoredPostgres.open(folder, Optional.of(cluster()))) {
      assertThat(read(copy, "SELECT x FROM t")).isEqualTo("7");
    }
    assertThat(half).doesNotExist();
  }

  @Test
  void open_aFolderInUse_isRefused() {
    StoredPostgres first = StoredPostgres.open(folder, Optional.of(cluster()));
    try {
      assertThatThrownBy(() -> StoredPostgres.open(folder, Optional.of(cluster())))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is in use by another tocsin process");
    } finally {
      first.close();
    }
  }

  @Test
  void copy_isForItsOwnerOnly() throws IOException {
    StoredPostgres.open(folder, Optional.of(cluster())).close();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files).allMatch(OwnerOnlyTest::isClosed);
    }
  }

  private static void run(String url, String statement) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(StoredPostgres postgres, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
