package dev.tocsin.local.localstack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** An event that the database refuses until it is mended: its message fails, and no other one. */
final class Poison {
  private final String jdbcUrl;

  private Poison(String jdbcUrl) {
    this.jdbcUrl = jdbcUrl;
  }

  static Poison of(DeployedTocsin tocsin, SampleEvent event) throws SQLException {
    Poison poison = new Poison(tocsin.parts().postgres().jdbcUrl());
    poison.run(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.event_id = '%s' THEN RAISE EXCEPTION 'poison'; END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON consumed_event
          FOR EACH ROW EXECUTE FUNCTION refuse();
        """
            .formatted(event.id()));
    return poison;
  }

  void mend() throws SQLException {
    run("DROP TRIGGER refuse ON consumed_event; DROP FUNCTION refuse();");
  }

  private void run(String statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }
}
