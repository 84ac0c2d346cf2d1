package dev.tocsin.routing.state;

import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.Muted;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How an alert stands, as people see it. */
public enum AlertState {
  /**
   * Its condition does not hold for long enough yet: the evaluator's alone, which is not routed.
   */
  PENDING,
  FIRING,
  /** It fires, and a responder has it in hand. */
  ACKNOWLEDGED,
  RESOLVED,
  /** It fires, but a silence or an inhibiting alert mutes it. */
  SILENCED;

  /**
   * The state of a routed alert at a time. What has ended is resolved, whatever else holds; what is
   * muted is silenced, also while it is acknowledged. One whose start is still to come fires, since
   * it is notified, as in Alertmanager.
   *
   * @param acknowledgement in force at that time
   * @param muted what mutes it at that time
   */
  public static AlertState of(
      Alert alert, Optional<Acknowledgement> acknowledgement, Muted muted, Instant now) {
    if (alert.isResolvedAt(now)) {
      return RESOLVED;
    }
    if (muted.bySilence() || muted.byInhibition()) {
      return SILENCED;
    }
    return acknowledgement.isPresent() ? ACKNOWLEDGED : FIRING;
  }

  /** Whether an alert may pass from this state into another one. */
  public boolean mayBecome(AlertState next) {
    return successors().contains(next);
  }

  /**
   * An acknowledgement may end while its alert goes on firing, and a silence may end while one
   * holds; all else is the source's table.
   */
  private Set<AlertState> successors() {
    return switch (this) {
      case PENDING -> EnumSet.of(FIRING, RESOLVED);
      case FIRING -> EnumSet.of(ACKNOWLEDGED, RESOLVED, SILENCED);
      case ACKNOWLEDGED -> EnumSet.of(FIRING, RESOLVED, SILENCED);
      case RESOLVED -> EnumSet.of(FIRING);
      case SILENCED -> EnumSet.of(FIRING, ACKNOWLEDGED, RESOLVED);
    };
  }

  /** The state as answers write it: {@code firing}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
