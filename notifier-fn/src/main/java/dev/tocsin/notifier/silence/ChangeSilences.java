package dev.tocsin.notifier.silence;

import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.silence.PostedSilence;
import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.silence.SilenceDecision;
import dev.tocsin.routing.silence.SilencePolicy;
import dev.tocsin.routing.silence.SilenceStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes, changes and ends silences, one change at a time over all instances. */
@Singleton
public class ChangeSilences {
  private final Transactions transactions;
  private final SilenceStore store;
  private final SilencePolicy policy;
  private final IdSource ids;
  private final InstantSource clock;

  ChangeSilences(
      Transactions transactions,
      SilenceStore store,
      SilencePolicy policy,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.policy = policy;
    this.ids = ids;
    this.clock = clock;
  }

  /** Saves what a client posts, as far as the policy allows it. */
  public SilenceDecision post(PostedSilence posted) {
    return transactions.inOne(() -> {
      store.lock();
      Optional<Silence> known = posted.id().flatMap(ChangeSilences::uuid).flatMap(store::find);
      SilenceDecision decision = policy.post(posted, known, ids.next(), store.count(), now());
      store.save(changed(decision));
      return decision;
    });
  }

  /** Ends a silence; one that has expired stays as it is. False when there is none. */
  public boolean expire(UUID id) {
    return transactions.inOne(() -> {
      store.lock();
      Optional<Silence> known = store.find(id);
      known
          .flatMap(silence -> SilencePolicy.expire(silence, now()))
          .ifPresent(ended -> store.save(List.of(ended)));
      return known.isPresent();
    });
  }

  private static List<Silence> changed(SilenceDecision decision) {
    return switch (decision) {
      case SilenceDecision.Create create -> List.of(create.silence());
      case SilenceDecision.Update update -> List.of(update.silence());
      case SilenceDecision.Replace replace -> List.of(replace.expired(), replace.silence());
      case SilenceDecision.NotFound unused -> List.of();
      case SilenceDecision.Invalid unused -> List.of();
    };
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
