package dev.tocsin.routing.alert;

import java.time.Instant;

/**
 * What is known of an alert after its source has spoken again.
 *
 * <p>Clients of the API: two spans that overlap are one occurrence, with the earliest start, and
 * annotations and generator URL of the newer post; otherwise the newer post stands alone, also
 * where its span is the earlier one. Source: Alertmanager's {@code types.Alert.Merge} and the check
 * before it in {@code provider/mem}.
 *
 * <p>Tocsin's evaluator, whose events are numbered: its last word holds as it is, and while it says
 * that an alert fires, the API says nothing about that alert.
 */
public final class AlertMerge {
  private AlertMerge() {}

  /**
   * Both have the same labels.
   *
   * @param posted of the evaluator only if it is newer than what it said before
   */
  public static Alert merge(Alert known, Alert posted) {
    if (known.source() == AlertSource.API && posted.source() == AlertSource.API) {
      return overlap(known, posted) ? mergeSpans(known, posted) : posted;
    }
    if (posted.source() == AlertSource.RULES) {
      return posted;
    }
    boolean rulesHold =
        posted.updatedAt().isBefore(known.updatedAt()) || !known.isResolvedAt(posted.updatedAt());
    return rulesHold ? known : posted;
  }

  /** Bounds do not count as within, so that a repeated post simply replaces the known one. */
  private static boolean overlap(Alert known, Alert posted) {
    return isWithin(end(posted), known) || isWithin(posted.startsAt(), known);
  }

  private static boolean isWithin(Instant time, Alert alert) {
    return time.isAfter(alert.startsAt()) && time.isBefore(end(alert));
  }

  private static Alert mergeSpans(Alert known, Alert posted) {
    boolean inOrder = !posted.updatedAt().isBefore(known.updatedAt());
    Alert older = inOrder ? known : posted;
    Alert newer = inOrder ? posted : known;
    boolean olderEndHolds = end(older).isAfter(end(newer)) && endCounts(older, newer);
    return new Alert(
        newer.labels(),
        newer.fingerprint(),
        newer.annotations(),
        older.startsAt().isBefore(newer.startsAt()) ? older.startsAt() : newer.startsAt(),
        olderEndHolds ? older.endsAt() : newer.endsAt(),
        newer.updatedAt(),
        newer.endIsTimeout(),
        newer.generatorUrl(),
        newer.source());
  }

  /** Whether an older end that is later may stay: a resolution ends what fires in any case. */
  private static boolean endCounts(Alert older, Alert newer) {
    Instant now = newer.updatedAt();
    return newer.isResolvedAt(now) ? older.isResolvedAt(now) : !older.endIsTimeout();
  }

  private static Instant end(Alert alert) {
    return alert.endsAt().orElse(Instant.MAX);
  }
}
