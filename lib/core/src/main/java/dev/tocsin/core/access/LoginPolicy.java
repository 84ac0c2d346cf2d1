package dev.tocsin.core.access;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides when a login is verified, so that guessing is slow and right logins are not. Wrong logins
 * are counted by name and address together, by address, and by name; one of each is forgotten every
 * second. While all counts are below their limits, a login is verified at once. At a limit, one is
 * verified every {@link #PACE}, the newest first: those that it overtakes are refused. So a right
 * login that comes after any number of wrong ones waits for a quarter of a second. The count of a
 * name concerns only addresses that have sent wrong logins themselves: a name that others attack
 * can still log in from elsewhere.
 *
 * <p>Nothing here depends on which names exist. Not thread-safe.
 */
public final class LoginPolicy {
  /** Between two logins that are verified although a limit is reached. */
  static final Duration PACE = Duration.ofMillis(250);

  /** After it, a wrong login is forgotten. */
  static final Duration FORGOTTEN = Duration.ofSeconds(1);

  private final Limits limits;
  private final Map<Key, Count> counts;

  /** What wrong logins are counted by; empty texts stand for any. */
  private record Key(Limit limit, String name, String address) {}

  /** The wrong logins of a key, and who is next while they are at their limit. */
  private static final class Count {
    private Instant forgotten = Instant.MIN;
    private Instant nextTurn = Instant.MIN;
    private long newest;
  }

  /** Who tries to log in. */
  public record Attempt(String name, String address) {}

  /** What to do with a login. */
  public sealed interface Decision {
    /**
     * Verify it.
     *
     * @param rank how many wrong logins its address has sent lately; those with none go first
     */
    record Verify(int rank) implements Decision {}

    /** Wait until {@code at}, then ask again with it. */
    record Wait(Attempt attempt, Instant at, Limit limit, long number) implements Decision {}

    /** Refuse it. */
    record Refuse(Duration retryAfter, Limit limit) implements Decision {}
  }

  public LoginPolicy(Limits limits, LimitHits hits) {
    this.limits = limits;
    int most = limits.of(Limit.LOGIN_RECORDS);
    this.counts =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Count> eldest) {
            if (size() <= most) {
              return false;
            }
            hits.hit(Limit.LOGIN_RECORDS);
            return true;
          }
        };
  }

  /** For a login that comes in; one that is verified counts as wrong until {@link #right}. */
  public Decision decide(Attempt attempt, Instant now) {
    for (Key key : keys(attempt)) {
      Count count = count(key);
      boolean concerns =
          key.limit() != Limit.WRONG_LOGINS_PER_NAME || rank(attempt.address(), now) > 0;
      if (concerns && wrong(count, now) >= limits.of(key.limit())) {
        Instant at = count.nextTurn.isAfter(now) ? count.nextTurn : now;
        count.newest++;
        return new Decision.Wait(attempt, at, key.limit(), count.newest);
      }
    }
    return verify(attempt, now);
  }

  /** For a login whose wait is over. */
  public Decision decide(Decision.Wait waited, Instant now) {
    Count count = count(key(waited.limit(), waited.attempt()));
    if (count.newest != waited.number() || count.nextTurn.isAfter(now)) {
      return new Decision.Refuse(FORGOTTEN, waited.limit());
    }
    count.nextTurn = now.plus(PACE);
    return verify(waited.attempt(), now);
  }

  private Decision verify(Attempt attempt, Instant now) {
    int rank = rank(attempt.address(), now);
    for (Key key : keys(attempt)) {
      Count count = count(key);
      Instant from = count.forgotten.isAfter(now) ? count.forgotten : now;
      Instant most = now.plus(FORGOTTEN.multipliedBy(limits.of(key.limit())));
      Instant later = from.plus(FORGOTTEN);
      count.forgotten = later.isAfter(most) ? most : later;
    }
    return new Decision.Verify(rank);
  }

  /** The login was verified and is right. */
  public void right(Attempt attempt) {
    for (Key key : keys(attempt)) {
      Count count = count(key);
      if (count.forgotten.isAfter(Instant.MIN.plus(FORGOTTEN))) {
        count.forgotten = count.forgotten.minus(FORGOTTEN);
      }
    }
  }

  private int rank(String address, Instant now) {
    return wrong(count(new Key(Limit.WRONG_LOGINS_PER_ADDRESS, "", address)), now);
  }

  private static int wrong(Count count, Instant now) {
    if (!count.forgotten.isAfter(now)) {
      return 0;
    }
    Duration left = Duration.between(now, count.forgotten);
    return (int) left.plus(FORGOTTEN).minusNanos(1).dividedBy(FORGOTTEN);
  }

  private Count count(Key key) {
    return counts.computeIfAbsent(key, missing -> new Count());
  }

  private static List<Key> keys(Attempt attempt) {
    return List.of(
        key(Limit.WRONG_LOGINS, attempt),
        key(Limit.WRONG_LOGINS_PER_ADDRESS, attempt),
        key(Limit.WRONG_LOGINS_PER_NAME, attempt));
  }

  private static Key key(Limit limit, Attempt attempt) {
    return switch (limit) {
      case WRONG_LOGINS -> new Key(limit, attempt.name(), attempt.address());
      case WRONG_LOGINS_PER_ADDRESS -> new Key(limit, "", attempt.address());
      default -> new Key(Limit.WRONG_LOGINS_PER_NAME, attempt.name(), "");
    };
  }
}
