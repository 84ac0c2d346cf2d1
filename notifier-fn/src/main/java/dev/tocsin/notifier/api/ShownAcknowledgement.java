package dev.tocsin.notifier.api;

import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.routing.state.Acknowledgement;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.UUID;

/**
 * An acknowledgement.
 *
 * @param until when it ends by itself
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record ShownAcknowledgement(
    UUID id, String fingerprint, String author, String comment, String at, String until) {
  static ShownAcknowledgement of(Acknowledgement acknowledgement) {
    return new ShownAcknowledgement(
        acknowledgement.id(),
        acknowledgement.alert().toString(),
        acknowledgement.author(),
        acknowledgement.comment(),
        Rfc3339.format(acknowledgement.at()),
        Rfc3339.format(acknowledgement.until()));
  }
}
