package dev.tocsin.notifier.acknowledge;

import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.acknowledge.AcknowledgeOutcome.Done;
import dev.tocsin.notifier.acknowledge.AcknowledgeOutcome.Invalid;
import dev.tocsin.notifier.acknowledge.AcknowledgeOutcome.Refused;
import dev.tocsin.notifier.acknowledge.AcknowledgeOutcome.Unknown;
import dev.tocsin.notifier.mute.FindMuting;
import dev.tocsin.notifier.overdue.AwaitResponses;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.state.Acknowledgement;
import dev.tocsin.routing.state.Acknowledgement.Cause;
import dev.tocsin.routing.state.Acknowledgement.End;
import dev.tocsin.routing.state.AcknowledgementPolicy;
import dev.tocsin.routing.state.Acknowledgements;
import dev.tocsin.routing.state.AlertState;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Acknowledges alerts, and ends acknowledgements; an alert is locked meanwhile. */
@Singleton
public class AcknowledgeAlert {
  private final Transactions transactions;
  private final RoutedAlerts alerts;
  private final Acknowledgements acknowledgements;
  private final ActiveRouting active;
  private final FindMuting findMuting;
  private final AwaitResponses responses;
  private final IdSource ids;
  private final InstantSource clock;

  AcknowledgeAlert(
      Transactions transactions,
      RoutedAlerts alerts,
      Acknowledgements acknowledgements,
      ActiveRouting active,
      FindMuting findMuting,
      AwaitResponses responses,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.alerts = alerts;
    this.acknowledgements = acknowledgements;
    this.active = active;
    this.findMuting = findMuting;
    this.responses = responses;
    this.ids = ids;
    this.clock = clock;
  }

  /** What a responder does with a locked alert. */
  @FunctionalInterface
  private interface Action {
    AcknowledgeOutcome on(AlertState state, Optional<Acknowledgement> holding, Instant now);
  }

  /** Acknowledges an alert that fires. */
  public AcknowledgeOutcome acknowledge(
      Fingerprint alert, Until until, String comment, String author) {
    return withLocked(
        alert,
        (state, holding, now) -> {
          Instant end = until.at(now).truncatedTo(ChronoUnit.MICROS);
          Optional<String> invalid = AcknowledgementPolicy.refuseUntil(end, now);
          if (invalid.isPresent()) {
            return new Invalid(invalid.get());
          }
          return AcknowledgementPolicy.refuseAcknowledging(state)
              .<AcknowledgeOutcome>map(Refused::new)
              .orElseGet(() ->
                  add(
                      new Acknowledgement(
                          ids.next(), alert, author, comment, now, end, Optional.empty())));
        });
  }

  /** Ends the acknowledgement of an alert. */
  public AcknowledgeOutcome unacknowledge(Fingerprint alert, String author) {
    return withLocked(
        alert,
        (state, holding, now) -> {
          Optional<String> refused = AcknowledgementPolicy.refuseUnacknowledging(state);
          if (refused.isPresent() || holding.isEmpty()) {
            return new Refused(refused.orElse("the alert is not acknowledged"));
          }
          int unused =
              acknowledgements.end(List.of(alert), new End(now, Cause.UNACKNOWLEDGED, author));
          responses.acknowledgedNoMore(List.of(alert), now);
          return new Done(holding.get());
        });
  }

  private Done add(Acknowledgement made) {
    acknowledgements.add(made);
    responses.acknowledged(made.alert(), made.until());
    return new Done(made);
  }

  private AcknowledgeOutcome withLocked(Fingerprint fingerprint, Action action) {
    return transactions.inOne(() -> {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      Alert alert = alerts.lock(List.of(fingerprint)).get(fingerprint);
      if (alert == null) {
        return new Unknown();
      }
      Optional<Acknowledgement> holding =
          Optional.ofNullable(acknowledgements.holding(List.of(fingerprint), now).get(fingerprint));
      return action.on(AlertState.of(alert, holding, muted(alert, now), now), holding, now);
    });
  }

  private Muted muted(Alert alert, Instant now) {
    return findMuting
        .run(List.of(alert), active.now(), now)
        .getOrDefault(alert.fingerprint(), Muted.BY_NOTHING);
  }
}
