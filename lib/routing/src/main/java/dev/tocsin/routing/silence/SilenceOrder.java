package dev.tocsin.routing.silence;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.Comparator;

/**
 * The order in which GET /silences lists silences: active ones by their end, pending ones by their
 * start, expired ones by their end with the latest first; equal ones by id.
 */
public final class SilenceOrder {
  private static final Comparator<Silence> BY_START = comparing(Silence::startsAt);
  private static final Comparator<Silence> BY_END = comparing(Silence::endsAt);

  /** By the text, since UUIDs compare as signed numbers. */
  static final Comparator<Silence> BY_ID = comparing(silence -> silence.id().toString());

  private SilenceOrder() {}

  public static Comparator<Silence> at(Instant now) {
    return comparing((Silence silence) -> silence.stateAt(now))
        .thenComparing((left, right) -> within(left.stateAt(now)).compare(left, right))
        .thenComparing(BY_ID);
  }

  private static Comparator<Silence> within(SilenceState state) {
    return switch (state) {
      case ACTIVE -> BY_END;
      case PENDING -> BY_START;
      case EXPIRED -> BY_END.reversed();
    };
  }
}
