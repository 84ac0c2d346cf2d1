package dev.tocsin.routing.change;

import dev.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that has changed.
 *
 * @param topic what it is a change of: {@code alert}, {@code acknowledgement}, {@code silence},
 *     {@code delivery}
 * @param what how it has changed: the kind of an event, a reason
 * @param labels by which it is filtered: of the alert, or of the group that is notified; empty
 *     where there are none
 * @param body the thing as it was then, a JSON object
 */
public record Change(
    ChangePosition position,
    Instant at,
    String topic,
    String what,
    Optional<Labels> labels,
    String body) {}
