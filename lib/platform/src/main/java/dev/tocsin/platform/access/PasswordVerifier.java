package dev.tocsin.platform.access;

import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Compares passwords with their bcrypt hashes, two at a time on threads of their own. Thread-safe.
 */
final class PasswordVerifier {
  /** Bcrypt takes a processor for itself. */
  private static final int THREADS = 2;

  private static final int IDLE_SECONDS = 5;

  private final Limits limits;
  private final ThreadPoolExecutor threads;
  private final AtomicLong arrivals = new AtomicLong();

  PasswordVerifier(Limits limits) {
    this.limits = limits;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            task -> Thread.ofPlatform().daemon().name("login").unstarted(task));
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Whether the password is right; empty when its sender has gone before it was looked at.
   *
   * @param rank of the attempt; 0 for an address that has sent nothing wrong
   * @param known none for a name that the credentials do not have, for which nothing is computed
   * @throws TimeoutException when its turn does not come in time
   */
  Optional<Boolean> verify(
      int rank, Optional<Credentials.Login> known, String password, Authenticator.Sender sender)
      throws TimeoutException, InterruptedException {
    Verification verification =
        new Verification(rank, arrivals.incrementAndGet(), known, password, sender);
    threads.execute(verification);
    try {
      return verification.get(limits.of(Limit.LOGIN_WAIT), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a password cannot be verified", failed.getCause());
    } finally {
      threads.remove(verification);
    }
  }

  /**
   * A password and what it is compared with: first those of addresses that have sent nothing wrong,
   * then the newest, so that a login does not wait for an attack that came before it.
   */
  private static final class Verification extends FutureTask<Optional<Boolean>>
      implements Comparable<Verification> {
    private final int rank;
    private final long arrival;

    Verification(
        int rank,
        long arrival,
        Optional<Credentials.Login> known,
        String password,
        Authenticator.Sender sender) {
      super(() ->
          sender.isGone()
              ? Optional.empty()
              : Optional.of(known.isPresent() && BCrypt.checkpw(password, known.get().hash())));
      this.rank = rank;
      this.arrival = arrival;
    }

    @Override
    public int compareTo(Verification other) {
      int byAddress = Boolean.compare(rank > 0, other.rank > 0);
      return byAddress != 0 ? byAddress : Long.compare(other.arrival, arrival);
    }
  }
}
