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
 * <p>Tocsin's evaluator: its last word holds as it is, and while it says that an alert fires, the
 * API says nothing about that alert.
 */
public final class AlertMerge {
  private AlertMerge() {}

  /** Both have the same labels. */
  public static Alert merge(Alert known, Alert posted) {
    if (known.source() == AlertSource.API && posted.source() == AlertSource.API) {
      return overlap(known, posted) ? mergeSpans(known, posted) : posted;
    }
    if (posted.updatedAt().isBefore(known.updatedAt())) {
      return known;
    }
    boolean rulesHold =
        known.source() == AlertSource.RULES
            && posted.source() == AlertSource.API
            && !known.isResolvedAt(posted.updatedAt());
    return rulesHold ? known : posted;
  }

  /**
   * Whether a post begins a new occurrence: it starts no sooner than the known one ended.
   *
   * @param posted the same labels, not yet merged
   */
  public static boolean isNewOccurrence(Alert known, Alert posted) {
    return merge(known, posted).equals(posted)
        && known.endsAt().filter(end -> !posted.startsAt().isBefore(end)).isPresent();
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
