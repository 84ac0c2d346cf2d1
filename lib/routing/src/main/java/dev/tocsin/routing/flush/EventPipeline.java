package dev.tocsin.routing.flush;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The stages before the events of an integration that wants every event, in the order of {@link
 * Pipeline}. Each event is decided on by itself: what is muted at the flush is not sent later. What
 * was opened at the integration is closed there in any case, unless that is switched off.
 */
final class EventPipeline {
  private final IntervalState intervals;
  private final FlushPolicy policy;

  private EventPipeline(IntervalState intervals, FlushPolicy policy) {
    this.intervals = intervals;
    this.policy = policy;
  }

  static Relay run(List<PendingEvent> events, IntervalState intervals, FlushPolicy policy) {
    return new EventPipeline(intervals, policy).run(events);
  }

  private Relay run(List<PendingEvent> events) {
    List<UUID> passed = new ArrayList<>(events.size());
    List<HeldEvent> held = new ArrayList<>();
    for (PendingEvent event : events) {
      held(event).ifPresentOrElse(held::add, () -> passed.add(event.id()));
    }
    if (!passed.isEmpty()) {
      return new Relay(SendReason.EVENTS, MutedBy.NOTHING, passed, held);
    }
    return new Relay(reason(held), by(held), passed, held);
  }

  private Optional<HeldEvent> held(PendingEvent event) {
    if (event.closes() && policy.closesWhileMuted()) {
      return Optional.empty();
    }
    if (event.muted().byInhibition()) {
      MutedBy by = new MutedBy(List.of(), List.of(), event.muted().inhibitors());
      return held(event, SkipReason.ALL_INHIBITED, by);
    }
    if (!intervals.inactive().isEmpty()) {
      MutedBy by = MutedBy.intervals(intervals.inactive());
      return held(event, SkipReason.OUTSIDE_ACTIVE_INTERVAL, by);
    }
    if (!intervals.mute().isEmpty()) {
      return held(event, SkipReason.IN_MUTE_INTERVAL, MutedBy.intervals(intervals.mute()));
    }
    if (event.muted().bySilence()) {
      MutedBy by = new MutedBy(List.of(), event.muted().silences(), List.of());
      return held(event, SkipReason.ALL_SILENCED, by);
    }
    return policy.acknowledgedIsNotRepeated() && event.repeatsAcknowledged()
        ? held(event, SkipReason.ACKNOWLEDGED, MutedBy.NOTHING)
        : Optional.empty();
  }

  private static Optional<HeldEvent> held(PendingEvent event, SkipReason reason, MutedBy by) {
    return Optional.of(new HeldEvent(event.id(), reason, by));
  }

  /** The one of all; that they are muted, where there are several. */
  private static SkipReason reason(List<HeldEvent> held) {
    List<SkipReason> reasons = held.stream().map(HeldEvent::reason).distinct().toList();
    return switch (reasons.size()) {
      case 0 -> SkipReason.NO_EVENTS;
      case 1 -> reasons.getFirst();
      default -> SkipReason.ALL_MUTED;
    };
  }

  private static MutedBy by(List<HeldEvent> held) {
    return new MutedBy(
        all(held.stream().flatMap(event -> event.by().intervals().stream())),
        all(held.stream().flatMap(event -> event.by().silences().stream())),
        all(held.stream().flatMap(event -> event.by().inhibitors().stream())));
  }

  private static <T> List<T> all(Stream<T> causes) {
    return causes.distinct().toList();
  }
}
