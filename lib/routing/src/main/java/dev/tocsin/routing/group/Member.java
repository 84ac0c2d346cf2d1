package dev.tocsin.routing.group;

import dev.tocsin.routing.alert.Alert;
import java.time.Instant;

/**
 * An alert in a group.
 *
 * @param updatedAt when it joined or had news last: the version by which it leaves
 */
public record Member(Alert alert, Instant updatedAt) {}
