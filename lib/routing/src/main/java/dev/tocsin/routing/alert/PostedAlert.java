package dev.tocsin.routing.alert;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An alert as its source posts it, unchecked.
 *
 * @param startsAt empty when the source does not say
 * @param endsAt empty when the source does not say
 * @param generatorUrl where its source shows it; may be empty
 */
public record PostedAlert(
    Map<String, String> labels,
    Map<String, String> annotations,
    Optional<Instant> startsAt,
    Optional<Instant> endsAt,
    String generatorUrl) {
  /** Go's zero time, which clients of Alertmanager send for "not set". */
  private static final Instant UNSET = Instant.parse("0001-01-01T00:00:00Z");

  public PostedAlert {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    startsAt = startsAt.filter(time -> !time.equals(UNSET));
    endsAt = endsAt.filter(time -> !time.equals(UNSET));
  }
}
