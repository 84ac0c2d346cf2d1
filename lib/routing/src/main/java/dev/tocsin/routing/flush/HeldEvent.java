package dev.tocsin.routing.flush;

import java.util.UUID;

/**
 * An event that is not sent.
 *
 * @param id of its delivery
 * @param by what mutes; nothing where the reason is no muting
 */
public record HeldEvent(UUID id, SkipReason reason, MutedBy by) {}
