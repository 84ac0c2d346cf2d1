package dev.tocsin.notifier.flush;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.routing.flush.HeldEvent;
import dev.tocsin.routing.flush.MutedBy;
import dev.tocsin.routing.flush.Relay;
import dev.tocsin.routing.flush.SkipReason;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the deliveries of events end that a flush does not let pass. */
final class HeldResults {
  private HeldResults() {}

  static List<AttemptResult> of(Relay relay, Instant now) {
    return relay.held().stream().map(held -> result(held, now)).toList();
  }

  private static AttemptResult result(HeldEvent held, Instant now) {
    return new AttemptResult(held.id(), reason(held.reason()), now, false, detail(held.by()));
  }

  private static Reason reason(SkipReason reason) {
    return switch (reason) {
      case ALL_INHIBITED -> Reason.INHIBITED;
      case ALL_SILENCED -> Reason.SILENCED;
      case OUTSIDE_ACTIVE_INTERVAL -> Reason.OUTSIDE_ACTIVE_INTERVAL;
      case IN_MUTE_INTERVAL -> Reason.IN_MUTE_INTERVAL;
      case ACKNOWLEDGED -> Reason.ACKNOWLEDGED;
      case NO_ALERTS,
          ALL_MUTED,
          NEVER_ANNOUNCED,
          ALREADY_CLOSED,
          NOTHING_NEW,
          SEND_RESOLVED_OFF,
          NO_EVENTS ->
          throw new IllegalArgumentException("no event is held because of " + reason.code());
    };
  }

  /** Names of intervals, ids of silences, fingerprints of inhibiting alerts. */
  private static String detail(MutedBy by) {
    return Stream.of(by.intervals().stream(), by.silences().stream(), by.inhibitors().stream())
        .flatMap(causes -> causes)
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }
}
