package dev.tocsin.store.delivery;

import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.Breaker.Closed;
import dev.tocsin.core.breaker.Breaker.HalfOpen;
import dev.tocsin.core.breaker.Breaker.Open;
import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Breakers as rows; whoever changes one holds its row. */
@Singleton
public final class PostgresBreakerStore implements BreakerStore {
  private static final String SELECT =
      """
      SELECT destination, state, epoch, failures, successes, until
      FROM circuit_breaker
      """;

  private final Sql sql;
  private final Transactions transactions;

  public PostgresBreakerStore(Sql sql, Transactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public Breaker load(Destination destination) {
    return sql.of(SELECT + "WHERE destination = ?")
        .with(destination.value())
        .first(PostgresBreakerStore::read)
        .orElse(Breaker.NEW);
  }

  @Override
  public Change update(Destination destination, UnaryOperator<Breaker> change, Instant now) {
    Breaker seen = load(destination);
    if (change.apply(seen).equals(seen)) {
      return new Change(seen, seen);
    }
    return transactions.inOne(() -> {
      Breaker before = lock(destination, now);
      Breaker after = change.apply(before);
      if (!after.equals(before)) {
        write(destination, after, now);
      }
      return new Change(before, after);
    });
  }

  private Breaker lock(Destination destination, Instant now) {
    sql.of(
            """
            INSERT INTO circuit_breaker (destination, state, epoch, failures, successes, changed_at)
            VALUES (?, 'closed', 0, 0, 0, ?)
            ON CONFLICT (destination) DO NOTHING
            """)
        .with(destination.value())
        .with(now)
        .update();
    return sql.of(SELECT + "WHERE destination = ? FOR UPDATE")
        .with(destination.value())
        .first(PostgresBreakerStore::read)
        .orElseThrow();
  }

  private void write(Destination destination, Breaker breaker, Instant now) {
    int failures = breaker instanceof Closed closed ? closed.failures() : 0;
    int successes = breaker instanceof HalfOpen half ? half.successes() : 0;
    Optional<Instant> until =
        switch (breaker) {
          case Closed closed -> Optional.empty();
          case Open open -> Optional.of(open.until());
          case HalfOpen half -> half.probeUntil();
        };
    sql.of(
            """
            UPDATE circuit_breaker
            SET state = v.state, epoch = ?, failures = ?, successes = ?, until = ?, changed_at = v.at,
              broken_since = CASE WHEN v.state <> 'closed' THEN coalesce(broken_since, v.at) END
            FROM (VALUES (?, ?::timestamptz)) AS v (state, at)
            WHERE destination = ?
            """)
        .with(breaker.epoch())
        .with(failures)
        .with(successes)
        .with(until.orElse(null))
        .with(breaker.code())
        .with(now)
        .with(destination.value())
        .update();
  }

  @Override
  public Optional<Instant> brokenSince(Destination destination) {
    return sql.of("SELECT broken_since FROM circuit_breaker WHERE destination = ?")
        .with(destination.value())
        .first(row -> Sql.optionalInstant(row, "broken_since"))
        .flatMap(since -> since);
  }

  @Override
  public Map<Destination, Breaker> all() {
    Map<Destination, Breaker> breakers = new TreeMap<>();
    sql.of(SELECT)
        .rows(row -> breakers.put(new Destination(row.getString("destination")), read(row)));
    return breakers;
  }

  private static Breaker read(ResultSet row) throws SQLException {
    long epoch = row.getLong("epoch");
    Optional<Instant> until = Sql.optionalInstant(row, "until");
    return switch (row.getString("state")) {
      case "open" -> new Open(epoch, until.orElseThrow());
      case "half_open" -> new HalfOpen(epoch, row.getInt("successes"), until);
      default -> new Closed(epoch, row.getInt("failures"));
    };
  }
}
