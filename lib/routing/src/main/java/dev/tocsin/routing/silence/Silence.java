package dev.tocsin.routing.silence;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.matcher.Matchers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A span of time in which matching alerts are not notified. It mutes an alert that any of its sets
 * of matchers matches as a whole.
 *
 * @param endsAt not muted any more from here on
 */
public record Silence(
    UUID id,
    List<Matchers> matcherSets,
    Instant startsAt,
    Instant endsAt,
    Instant updatedAt,
    String createdBy,
    String comment,
    Map<String, String> annotations) {
  public Silence {
    matcherSets = List.copyOf(matcherSets);
    annotations = Map.copyOf(annotations);
  }

  /** Whether it matches an alert, at whatever time. */
  public boolean mutes(Labels labels) {
    return matcherSets.stream().anyMatch(matchers -> matchers.match(labels));
  }

  public SilenceState stateAt(Instant now) {
    if (now.isBefore(startsAt)) {
      return SilenceState.PENDING;
    }
    return now.isBefore(endsAt) ? SilenceState.ACTIVE : SilenceState.EXPIRED;
  }

  /** Whether one of its sets holds all these matchers, as a filter of GET /silences asks for. */
  public boolean hasMatchers(Matchers filter) {
    return matcherSets.stream().anyMatch(set -> set.all().containsAll(filter.all()));
  }

  /** The same with its span ended at a time before its end. */
  Silence endedAt(Instant now) {
    Instant start = startsAt.isBefore(now) ? startsAt : now;
    return new Silence(id, matcherSets, start, now, now, createdBy, comment, annotations);
  }
}
