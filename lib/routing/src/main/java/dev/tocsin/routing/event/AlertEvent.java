package dev.tocsin.routing.event;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that happened to a routed alert, and the alert as it was then.
 *
 * @param at when it became known; of {@link Kind#TIMED_OUT}, when the end passed
 */
public record AlertEvent(
    Labels labels,
    Kind kind,
    Instant at,
    Instant startsAt,
    Optional<Instant> endsAt,
    Map<String, String> annotations) {
  public AlertEvent {
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  /** What happened to an alert as it is now. */
  public static AlertEvent of(Alert alert, Kind kind, Instant at) {
    return new AlertEvent(
        alert.labels(), kind, at, alert.startsAt(), alert.endsAt(), alert.annotations());
  }

  public Fingerprint fingerprint() {
    return labels.fingerprint();
  }

  /** What happened, in the order in which it happens at one time. */
  public enum Kind {
    /** Its end passed without another word from its source. */
    TIMED_OUT,
    /** It fires, and did not before. */
    STARTED,
    /** It goes on firing with other annotations. */
    UPDATED,
    /** Its source says that it has ended. */
    RESOLVED,
    /** It ended at another time than was known. */
    END_CHANGED,
    /** Nobody has reacted to it in its severity's response time. */
    OVERDUE;

    /** The kind as rows and answers write it: {@code timed_out}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a code. */
    public static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }
}
