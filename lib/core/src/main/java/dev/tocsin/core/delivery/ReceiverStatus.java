package dev.tocsin.core.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the last attempts at a receiver went.
 *
 * @param receiver as in {@link Delivery}
 * @param lastError what the attempt at {@code lastFailure} came to, one sentence; empty without one
 */
public record ReceiverStatus(
    String receiver,
    Optional<Instant> lastSuccess,
    Optional<Instant> lastFailure,
    String lastError) {
  /** A success and nothing else. */
  public static ReceiverStatus success(String receiver, Instant at) {
    return new ReceiverStatus(receiver, Optional.of(at), Optional.empty(), "");
  }

  /** A failure and nothing else. */
  public static ReceiverStatus failure(String receiver, Instant at, String error) {
    return new ReceiverStatus(receiver, Optional.empty(), Optional.of(at), error);
  }

  /** The later of the successes and the later of the failures of the same receiver. */
  public ReceiverStatus and(ReceiverStatus other) {
    boolean otherFailedLater =
        other.lastFailure.isPresent()
            && lastFailure.filter(failure -> failure.isAfter(other.lastFailure.get())).isEmpty();
    ReceiverStatus failed = otherFailedLater ? other : this;
    Optional<Instant> success =
        Stream.concat(lastSuccess.stream(), other.lastSuccess.stream()).max(Instant::compareTo);
    return new ReceiverStatus(receiver, success, failed.lastFailure, failed.lastError);
  }
}
