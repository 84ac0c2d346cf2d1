package dev.tocsin.notifier.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.view.AlertState;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.Muted;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as GET shows it.
 *
 * @param generatorUrl absent where its source names none
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record ShownAlert(
    Map<String, String> annotations,
    String endsAt,
    String fingerprint,
    List<Name> receivers,
    String startsAt,
    Status status,
    String updatedAt,
    @JsonProperty("generatorURL") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String generatorUrl,
    Map<String, String> labels) {

  /** A thing by its name. */
  @Serdeable
  record Name(String name) {}

  /**
   * Whether an alert is notified.
   *
   * @param mutedBy names of time intervals
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Status(
      List<String> inhibitedBy, List<String> mutedBy, List<String> silencedBy, String state) {
    static Status of(Muted muted, List<String> intervals) {
      boolean suppressed = muted.bySilence() || muted.byInhibition() || !intervals.isEmpty();
      return new Status(
          muted.inhibitors().stream().map(Fingerprint::toString).toList(),
          intervals,
          muted.silences().stream().map(UUID::toString).toList(),
          suppressed ? "suppressed" : "active");
    }
  }

  /**
   * Shows an alert.
   *
   * @param intervals names of those that mute it
   * @param unknownEnd shown as the end of one that fires until its source says otherwise
   */
  static ShownAlert of(
      AlertState state, List<String> receivers, List<String> intervals, Instant unknownEnd) {
    Alert alert = state.alert();
    return new ShownAlert(
        alert.annotations(),
        ApiTime.format(alert.endsAt().orElse(unknownEnd)),
        alert.fingerprint().toString(),
        receivers.stream().map(Name::new).toList(),
        ApiTime.format(alert.startsAt()),
        Status.of(state.muted(), intervals),
        ApiTime.format(alert.updatedAt()),
        alert.generatorUrl().isEmpty() ? null : alert.generatorUrl(),
        alert.labels().asMap());
  }
}
