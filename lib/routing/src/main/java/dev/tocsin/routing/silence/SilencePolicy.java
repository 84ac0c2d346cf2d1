package dev.tocsin.routing.silence;

import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.matcher.Matchers;
import dev.tocsin.routing.silence.SilenceCheck.InvalidSilenceException;
import dev.tocsin.routing.silence.SilenceDecision.Create;
import dev.tocsin.routing.silence.SilenceDecision.Invalid;
import dev.tocsin.routing.silence.SilenceDecision.NotFound;
import dev.tocsin.routing.silence.SilenceDecision.Replace;
import dev.tocsin.routing.silence.SilenceDecision.Update;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides how silences are made, changed and ended. A change that would alter what has been muted,
 * or by which matchers, ends the silence and makes a new one, so that history stays true.
 */
public final class SilencePolicy {
  private final SilenceCheck check;
  private final SilenceLimits limits;

  public SilencePolicy(MatcherSyntax syntax, SilenceLimits limits) {
    this.check = new SilenceCheck(syntax);
    this.limits = limits;
  }

  /**
   * What becomes of a posted silence.
   *
   * @param known the silence of the posted id
   * @param newId for a silence that does not exist yet
   * @param existing number of silences, expired ones included
   */
  public SilenceDecision post(
      PostedSilence posted, Optional<Silence> known, UUID newId, int existing, Instant now) {
    Optional<String> refused = SilenceCheck.refuseSpan(posted, now);
    if (refused.isPresent()) {
      return new Invalid(refused.get());
    }
    try {
      SilenceCheck.requireStorable(posted);
      List<Matchers> sets = check.matcherSets(posted);
      if (posted.id().isPresent() && known.isEmpty()) {
        return new NotFound();
      }
      return known
          .filter(silence -> isUpdatable(silence, posted, sets, now))
          .map(silence -> update(silence, posted, now))
          .orElseGet(() -> create(silence(newId, posted, sets, now), known, existing, now));
    } catch (InvalidSilenceException e) {
      return new Invalid(e.sentence());
    }
  }

  /** The silence ended now; empty when it has expired already, so that nothing changes. */
  public static Optional<Silence> expire(Silence silence, Instant now) {
    return Optional.of(silence)
        .filter(known -> known.stateAt(now) != SilenceState.EXPIRED)
        .map(known -> known.endedAt(now));
  }

  private static boolean isUpdatable(
      Silence known, PostedSilence posted, List<Matchers> sets, Instant now) {
    return known.matcherSets().equals(sets)
        && switch (known.stateAt(now)) {
          case ACTIVE -> posted.startsAt().getEpochSecond() == known.startsAt().getEpochSecond();
          case PENDING -> !posted.startsAt().isBefore(now);
          case EXPIRED -> false;
        };
  }

  private SilenceDecision update(Silence known, PostedSilence posted, Instant now) {
    Silence silence = silence(known.id(), posted, known.matcherSets(), posted.startsAt(), now);
    return limits
        .refuseSize(silence)
        .<SilenceDecision>map(Invalid::new)
        .orElseGet(() -> new Update(silence));
  }

  private SilenceDecision create(
      Silence silence, Optional<Silence> known, int existing, Instant now) {
    return limits
        .refuseAnother(existing)
        .or(() -> limits.refuseSize(silence))
        .<SilenceDecision>map(Invalid::new)
        .orElseGet(() ->
            known
                .flatMap(old -> expire(old, now))
                .<SilenceDecision>map(expired -> new Replace(expired, silence))
                .orElseGet(() -> new Create(silence)));
  }

  /** A new silence; it does not begin before it is posted. */
  private static Silence silence(UUID id, PostedSilence posted, List<Matchers> sets, Instant now) {
    Instant start = posted.startsAt().isBefore(now) ? now : posted.startsAt();
    return silence(id, posted, sets, start, now);
  }

  private static Silence silence(
      UUID id, PostedSilence posted, List<Matchers> sets, Instant start, Instant now) {
    return new Silence(
        id,
        sets,
        start,
        posted.endsAt(),
        now,
        posted.createdBy(),
        posted.comment(),
        posted.annotations());
  }
}
