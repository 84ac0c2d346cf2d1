package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.explain.Explanation;
import dev.tocsin.routing.explain.Inhibitor;
import dev.tocsin.routing.explain.Sentences;
import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.state.AlertState;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How alerts with some labels are notified.
 *
 * @param state of the alert, where there is one
 * @param respondBy by when someone must react to the alert
 * @param sentences what holds at all routes, as people read it
 * @param silences those that mute such alerts now, then those that will
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShownExplanation(
    Map<String, String> labels,
    String fingerprint,
    String at,
    @Nullable String state,
    @Nullable ShownOccurrence alert,
    @Nullable ShownTeam team,
    @Nullable String respondBy,
    @Nullable String overdueAt,
    @Nullable ShownAcknowledgement acknowledgement,
    List<String> sentences,
    List<ShownSilence> silences,
    @Nullable ShownInhibitor inhibitedBy,
    List<ShownRoute> routes) {
  static ShownExplanation of(Explanation explanation) {
    return new ShownExplanation(
        explanation.labels().asMap(),
        explanation.labels().fingerprint().toString(),
        Rfc3339.format(explanation.at()),
        explanation.state().map(AlertState::code).orElse(null),
        explanation.alert().map(ShownOccurrence::of).orElse(null),
        explanation.response().team().map(ShownTeam::of).orElse(null),
        explanation.response().dueAt().map(Rfc3339::format).orElse(null),
        explanation.response().overdueAt().map(Rfc3339::format).orElse(null),
        explanation.acknowledgement().map(ShownAcknowledgement::of).orElse(null),
        Sentences.ofLabels(explanation),
        Stream.concat(explanation.silences().stream(), explanation.pending().stream())
            .map(silence -> ShownSilence.of(silence, explanation.at()))
            .toList(),
        explanation.inhibitor().map(ShownInhibitor::of).orElse(null),
        explanation.routes().stream()
            .map(route -> ShownRoute.of(route, explanation.at()))
            .toList());
  }

  /** The current or last occurrence of an alert. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ShownOccurrence(
      String startsAt, @Nullable String endsAt, String updatedAt, Map<String, String> annotations) {
    static ShownOccurrence of(Alert alert) {
      return new ShownOccurrence(
          Rfc3339.format(alert.startsAt()),
          alert.endsAt().map(Rfc3339::format).orElse(null),
          Rfc3339.format(alert.updatedAt()),
          alert.annotations());
    }
  }

  /** A silence that matches. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record ShownSilence(
      UUID id, String state, String createdBy, String comment, String startsAt, String endsAt) {
    static ShownSilence of(Silence silence, Instant now) {
      return new ShownSilence(
          silence.id(),
          silence.stateAt(now).code(),
          silence.createdBy(),
          silence.comment(),
          Rfc3339.format(silence.startsAt()),
          Rfc3339.format(silence.endsAt()));
    }
  }

  /** A rule and a firing alert that inhibit. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record ShownInhibitor(int rule, String name, String source, Map<String, String> sourceLabels) {
    static ShownInhibitor of(Inhibitor inhibitor) {
      return new ShownInhibitor(
          inhibitor.index(),
          inhibitor.rule().name(),
          inhibitor.source().fingerprint().toString(),
          inhibitor.source().labels().asMap());
    }
  }
}
