package dev.tocsin.platform.access;

import dev.tocsin.core.access.Authentication;
import dev.tocsin.core.access.Authorization;
import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.access.LoginPolicy;
import dev.tocsin.core.access.LoginPolicy.Decision;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Finds out who sends a request, by its login or token. A token is compared at once. A password is
 * verified by bcrypt when {@link LoginPolicy} lets it; one that was right is remembered and from
 * then on compared at once. A wrong login is answered after a multiple of a fixed time, that of an
 * unknown name too, for which nothing is computed. Thread-safe.
 */
public final class Authenticator {
  /** Time of a wrong login at {@link #USUAL_COST}: well above what bcrypt takes. */
  private static final double USUAL_MILLIS = 250;

  private static final int USUAL_COST = 10;

  private final Supplier<Credentials> credentials;
  private final Limits limits;
  private final LimitHits hits;
  private final InstantSource clock;
  private final Pause pause;
  private final LoginPolicy policy;
  private final PasswordVerifier passwords;
  private final RememberedLogins right;

  /** Logins that are being verified, so that the same one is verified once. */
  private final Map<String, CompletableFuture<Authentication>> running = new ConcurrentHashMap<>();

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void last(Duration time) throws InterruptedException;
  }

  /** Where a request comes from. */
  public interface Sender {
    /** Its address, by which wrong logins are counted. */
    String address();

    /** Whether it has gone and waits for no answer. */
    boolean isGone();

    /** A sender that is taken to wait. */
    static Sender at(String address) {
      return new Sender() {
        @Override
        public String address() {
          return address;
        }

        @Override
        public boolean isGone() {
          return false;
        }
      };
    }
  }

  /**
   * Knows whom the credentials name when it is asked.
   *
   * @param credentials may throw IllegalStateException when they cannot be read, which {@link
   *     #check} passes on
   */
  public Authenticator(
      Supplier<Credentials> credentials, Limits limits, LimitHits hits, InstantSource clock) {
    this(credentials, limits, hits, clock, Thread::sleep);
  }

  Authenticator(
      Supplier<Credentials> credentials,
      Limits limits,
      LimitHits hits,
      InstantSource clock,
      Pause pause) {
    this.pause = pause;
    this.credentials = credentials;
    this.limits = limits;
    this.hits = hits;
    this.clock = clock;
    this.policy = new LoginPolicy(limits, hits);
    this.passwords = new PasswordVerifier(limits);
    this.right = new RememberedLogins(limits, hits);
  }

  /**
   * Who sends a request.
   *
   * @param authorization its header {@code Authorization}, empty where there is none
   */
  public Authentication check(String authorization, Sender sender) {
    return switch (Authorization.parse(authorization)) {
      case Authorization.Missing missing -> new Authentication.Missing();
      case Authorization.Unusable unusable -> new Authentication.Unknown();
      case Authorization.Token(String token) ->
          credentials
              .get()
              .token(token)
              .<Authentication>map(Authentication.Known::new)
              .orElseGet(Authentication.Unknown::new);
      case Authorization.Login login -> check(login, sender);
    };
  }

  private Authentication check(Authorization.Login login, Sender sender) {
    Credentials now = credentials.get();
    Optional<Credentials.Login> known = now.login(login.name());
    String digest = RememberedLogins.digest(known, login);
    if (known.isPresent() && right.has(digest)) {
      return new Authentication.Known(known.get().principal());
    }
    String key = digest + sender.address();
    CompletableFuture<Authentication> mine = new CompletableFuture<>();
    while (true) {
      CompletableFuture<Authentication> other = running.putIfAbsent(key, mine);
      if (other == null) {
        break;
      }
      Authentication result = other.join();
      if (!(result instanceof Authentication.Gone)) {
        return result;
      }
    }
    Authentication result = new Authentication.Gone();
    try {
      result = verified(now, known, login, digest, sender);
      return result;
    } finally {
      running.remove(key);
      mine.complete(result);
    }
  }

  private Authentication verified(
      Credentials credentials,
      Optional<Credentials.Login> known,
      Authorization.Login login,
      String digest,
      Sender sender) {
    try {
      LoginPolicy.Attempt attempt = new LoginPolicy.Attempt(login.name(), sender.address());
      return switch (admitted(attempt)) {
        case Decision.Refuse(Duration after, Limit limit) -> limited(after, limit);
        case Decision.Wait wait -> throw new IllegalStateException("it has waited: " + wait);
        case Decision.Verify(int rank) -> {
          Instant start = clock.instant();
          Optional<Boolean> isRight = passwords.verify(rank, known, login.password(), sender);
          if (isRight.isEmpty()) {
            yield new Authentication.Gone();
          }
          if (isRight.get() && known.isPresent()) {
            synchronized (policy) {
              policy.right(attempt);
            }
            right.add(digest);
            yield new Authentication.Known(known.get().principal());
          }
          pad(start, credentials.highestCost());
          yield new Authentication.Unknown();
        }
      };
    } catch (TimeoutException busy) {
      return limited(Duration.ofSeconds(limits.of(Limit.LOGIN_WAIT)), Limit.LOGIN_WAIT);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Authentication.Gone();
    }
  }

  private Authentication limited(Duration after, Limit limit) {
    hits.hit(limit);
    return new Authentication.Limited(after);
  }

  private Decision admitted(LoginPolicy.Attempt attempt) throws InterruptedException {
    Decision decision;
    synchronized (policy) {
      decision = policy.decide(attempt, clock.instant());
    }
    if (decision instanceof Decision.Wait wait) {
      Instant now = clock.instant();
      while (now.isBefore(wait.at())) {
        pause.last(Duration.between(now, wait.at()));
        now = clock.instant();
      }
      synchronized (policy) {
        decision = policy.decide(wait, now);
      }
    }
    return decision;
  }

  /** Waits until the time since {@code start} is a multiple of that of a wrong login. */
  private void pad(Instant start, int cost) throws InterruptedException {
    double unit = USUAL_MILLIS * Math.pow(2, cost - USUAL_COST) * 1e6;
    double taken = Duration.between(start, clock.instant()).toNanos();
    pause.last(Duration.ofNanos((long) (Math.ceil(Math.max(1, taken) / unit) * unit - taken)));
  }
}
