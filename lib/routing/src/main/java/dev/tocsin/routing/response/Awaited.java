package dev.tocsin.routing.response;

import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.state.Acknowledgement;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert to which a reaction is awaited, as it stands at a time.
 *
 * @param dueAt by when someone must react; empty where its severity has no response time
 * @param acknowledgement that holds at that time
 * @param muted what mutes it at that time
 */
public record Awaited(
    Alert alert, Optional<Instant> dueAt, Optional<Acknowledgement> acknowledgement, Muted muted) {}
