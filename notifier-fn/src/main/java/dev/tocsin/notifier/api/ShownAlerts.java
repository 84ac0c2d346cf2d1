package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.notifier.view.AlertView;
import dev.tocsin.notifier.view.ListAlerts;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.route.Route;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of alerts, in the order of their fingerprints.
 *
 * @param next to be given as {@code after} for the next page; none on the last
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShownAlerts(List<Shown> alerts, @Nullable String next) {
  static ShownAlerts of(ListAlerts.Page page) {
    return new ShownAlerts(
        page.alerts().stream().map(Shown::of).toList(),
        page.next().map(Fingerprint::toString).orElse(null));
  }

  /**
   * An alert.
   *
   * @param state as {@code GET /api/v1/explain} has it
   * @param silences those that mute it, by id
   * @param inhibitedBy fingerprints
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Shown(
      String fingerprint,
      Map<String, String> labels,
      Map<String, String> annotations,
      String state,
      String startsAt,
      @Nullable String endsAt,
      @Nullable ShownTeam team,
      @Nullable String overdueAt,
      @Nullable ShownAcknowledgement acknowledgement,
      List<UUID> silences,
      List<String> inhibitedBy,
      List<String> receivers) {
    static Shown of(AlertView view) {
      Alert alert = view.alert();
      return new Shown(
          alert.fingerprint().toString(),
          alert.labels().asMap(),
          alert.annotations(),
          view.state().code(),
          Rfc3339.format(alert.startsAt()),
          alert.endsAt().map(Rfc3339::format).orElse(null),
          view.team().map(ShownTeam::of).orElse(null),
          view.overdueAt().map(Rfc3339::format).orElse(null),
          view.acknowledgement().map(ShownAcknowledgement::of).orElse(null),
          view.muted().silences(),
          view.muted().inhibitors().stream().map(Fingerprint::toString).toList(),
          view.routes().stream().map(Route::receiver).distinct().toList());
    }
  }
}
