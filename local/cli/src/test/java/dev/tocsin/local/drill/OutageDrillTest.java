package dev.tocsin.local.drill;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("disruption")
class OutageDrillTest {
  private static final Duration UNDISTURBED = Duration.ofSeconds(5);
  private static final Duration SHORT_OUTAGE = Duration.ofSeconds(10);
  private static final Duration LONG_OUTAGE = Duration.ofSeconds(90);

  /** Longer than what was sent but never taken waits until it is sent again. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;

  @Test
  void postgres_stoppedForTenSeconds_losesNothing() throws Exception {
    try (Drill drill = Drill.start(directory)) {
      drill.goOn(UNDISTURBED);
      drill.parts().postgres().stop();
      drill.goOn(SHORT_OUTAGE);
      drill.parts().postgres().start();
      drill.goOn(UNDISTURBED);
      drill.conclude(PATIENCE);
    }
  }

  /** Its messages are gone with it: they are sent again when nobody took them for a while. */
  @Test
  void queueServer_downForTenSeconds_losesNothing() throws Exception {
    try (Drill drill = Drill.start(directory)) {
      drill.goOn(UNDISTURBED);
      drill.parts().sqs().stop();
      drill.goOn(SHORT_OUTAGE);
      drill.parts().sqs().start();
      drill.goOn(UNDISTURBED);
      drill.conclude(PATIENCE);
    }
  }

  @Test
  void notificationService_downForNinetySeconds_opensTheBreakerAndLosesNothing() throws Exception {
    try (Drill drill = Drill.start(directory)) {
      drill.goOn(UNDISTURBED);
      drill.receiver().down(true);
      within(Duration.ofSeconds(20))
          .alias("breaker open")
          .until(() -> breakers(drill).equals(List.of("open")));
      drill.goOn(LONG_OUTAGE);
      assertThat(breakers(drill)).containsExactly("open");
      // Five failures, what was under way with the fifth, and one probe.
      assertThat(drill.receiver().refused()).isBetween(5, 40);
      System.out.printf("%d requests refused%n", drill.receiver().refused());
      drill.receiver().down(false);
      within(Duration.ofSeconds(70))
          .alias("breaker closed")
          .until(() -> breakers(drill).equals(List.of("closed")));
      drill.conclude(PATIENCE);
    }
  }

  private static List<String> breakers(Drill drill) throws SQLException {
    try (Connection connection = DriverManager.getConnection(drill.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT state FROM circuit_breaker")) {
      List<String> states = new ArrayList<>();
      while (rows.next()) {
        states.add(rows.getString(1));
      }
      return states;
    }
  }
}
