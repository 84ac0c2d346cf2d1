package dev.tocsin.core.message;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert fired, fired again, or was resolved. From the evaluator to all consumers.
 *
 * @param change {@code fired}, {@code refired} or {@code resolved}
 * @param reason why: {@code duration_met}, {@code refired}, {@code condition_cleared}, {@code
 *     inactive}, {@code no_data}, {@code forgotten}, {@code rule_changed}, {@code rule_removed},
 *     {@code orphaned}
 * @param at event time of the transition
 * @param value what was compared; none when there was no data
 * @param noDataSince the last result from data, of an alert that is resolved for want of data
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record AlertChanged(
    int version,
    UUID eventId,
    long seq,
    String change,
    String reason,
    Instant at,
    @Nullable Double value,
    @Nullable Instant noDataSince,
    AlertSnapshot alert)
    implements Message {
  public static final int VERSION = 1;
  public static final String FIRED = "fired";
  public static final String REFIRED = "refired";
  public static final String RESOLVED = "resolved";

  public AlertChanged {
    Required.field(eventId, "event_id");
    Required.field(change, "change");
    Required.field(reason, "reason");
    Required.field(at, "at");
    Required.field(alert, "alert");
  }
}
