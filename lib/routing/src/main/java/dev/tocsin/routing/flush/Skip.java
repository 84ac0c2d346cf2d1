package dev.tocsin.routing.flush;

import java.util.Optional;

/**
 * Nothing is sent.
 *
 * @param by what mutes; nothing where the reason is no muting
 * @param log what to store at once although nothing is sent; mostly empty
 */
public record Skip(SkipReason reason, MutedBy by, Optional<NotificationLog> log)
    implements Decision {

  static Skip because(SkipReason reason) {
    return new Skip(reason, MutedBy.NOTHING, Optional.empty());
  }
}
