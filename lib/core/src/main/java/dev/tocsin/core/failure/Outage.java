package dev.tocsin.core.failure;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The database, a service or the network is away, too slow or overloaded: nobody's mistake, and
 * what failed of it is tried again. It has a message and no trace, since where it was noticed says
 * nothing.
 */
public final class Outage extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Connections, transactions rolled back for others' sake, resources, a lock not got in time, and
   * what the server's operator does. Source: PostgreSQL, "PostgreSQL Error Codes".
   */
  private static final Pattern SQL_STATES = Pattern.compile("(08|40|53|57).*|55P03|25P03");

  /**
   * What HikariCP says, without a state, of a connection that it took from its user because it
   * broke. Micronaut, which resets a connection after its use, then throws this instead of the
   * failure that broke it. Source: com.zaxxer.hikari.pool.ProxyConnection.
   */
  private static final String CLOSED_BY_POOL = "Connection is closed";

  public Outage(String message) {
    super(message, null, false, false);
  }

  /** The outage that a failure comes from, or the failure itself if it comes from none. */
  public static RuntimeException orItself(RuntimeException failure) {
    return behind(failure).<RuntimeException>map(outage -> outage).orElse(failure);
  }

  /** The outage that a failure comes from. */
  public static Optional<Outage> behind(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isOne(cause)) {
        return Optional.of(
            cause instanceof Outage outage ? outage : new Outage(FailureLog.summary(cause)));
      }
    }
    return Optional.empty();
  }

  private static boolean isOne(Throwable cause) {
    return switch (cause) {
      case Outage outage -> true;
      // HikariCP has no connection to give.
      case SQLTransientException tryAgain -> true;
      case SQLException refused -> passes(refused);
      case SocketException lost -> true;
      case SocketTimeoutException late -> true;
      case UnknownHostException nowhere -> true;
      default -> false;
    };
  }

  private static boolean passes(SQLException refused) {
    String state = refused.getSQLState();
    return state == null
        ? CLOSED_BY_POOL.equals(refused.getMessage())
        : SQL_STATES.matcher(state).matches();
  }
}
