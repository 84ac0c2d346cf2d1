package dev.tocsin.routing.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which alerts may be acknowledged, and for how long. */
public final class AcknowledgementPolicy {
  /** What takes longer is no matter of an acknowledgement. */
  static final Duration LONGEST = Duration.ofDays(30);

  private AcknowledgementPolicy() {}

  /** Why an acknowledgement cannot last until a time. */
  public static Optional<String> refuseUntil(Instant until, Instant now) {
    if (!until.isAfter(now)) {
      return Optional.of("an acknowledgement must end in the future, not at " + until);
    }
    return until.isAfter(now.plus(LONGEST))
        ? Optional.of("an acknowledgement must end within 30 days, not at " + until)
        : Optional.empty();
  }

  /** Why an alert in a state cannot be acknowledged. */
  public static Optional<String> refuseAcknowledging(AlertState state) {
    if (state.mayBecome(AlertState.ACKNOWLEDGED) && state != AlertState.SILENCED) {
      return Optional.empty();
    }
    return Optional.of(
        "the alert is %s; only a firing one can be acknowledged".formatted(phrase(state)));
  }

  /** Why an alert in a state cannot lose its acknowledgement. */
  public static Optional<String> refuseUnacknowledging(AlertState state) {
    return state == AlertState.ACKNOWLEDGED
        ? Optional.empty()
        : Optional.of("the alert is %s, not acknowledged".formatted(phrase(state)));
  }

  private static String phrase(AlertState state) {
    return switch (state) {
      case PENDING -> "pending";
      case FIRING -> "firing";
      case ACKNOWLEDGED -> "acknowledged already";
      case RESOLVED -> "resolved";
      case SILENCED -> "silenced or inhibited";
    };
  }
}
