package dev.tocsin.notifier.explain;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.notifier.silence.KnownSilences;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.explain.ExplainedResponse;
import dev.tocsin.routing.explain.ExplainedRoute;
import dev.tocsin.routing.explain.Explanation;
import dev.tocsin.routing.explain.Inhibitor;
import dev.tocsin.routing.explain.RoutePath;
import dev.tocsin.routing.inhibition.InhibitedBy;
import dev.tocsin.routing.inhibition.InhibitionSources;
import dev.tocsin.routing.inhibition.TargetKey;
import dev.tocsin.routing.response.ResponseTimer;
import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.routing.silence.Silences;
import dev.tocsin.routing.state.Acknowledgements;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Explains how alerts with some labels are notified; none needs to have them. */
@Singleton
public class ExplainLabels {
  private final Transactions transactions;
  private final ActiveRouting active;
  private final RoutedAlerts alerts;
  private final Acknowledgements acknowledgements;
  private final KnownSilences silences;
  private final InhibitionSources sources;
  private final ResponseTimers responses;
  private final ExplainGroup explainGroup;
  private final InstantSource clock;

  ExplainLabels(
      Transactions transactions,
      ActiveRouting active,
      RoutedAlerts alerts,
      Acknowledgements acknowledgements,
      KnownSilences silences,
      InhibitionSources sources,
      ResponseTimers responses,
      ExplainGroup explainGroup,
      InstantSource clock) {
    this.transactions = transactions;
    this.active = active;
    this.alerts = alerts;
    this.acknowledgements = acknowledgements;
    this.silences = silences;
    this.sources = sources;
    this.responses = responses;
    this.explainGroup = explainGroup;
    this.clock = clock;
  }

  /** Reads in one transaction; nothing is changed. */
  public Explanation run(Labels labels) {
    Instant now = clock.instant();
    return transactions.inOne(() -> explain(labels, now));
  }

  private Explanation explain(Labels labels, Instant now) {
    Routing routing = active.now();
    Silences known = silences.now();
    List<ExplainedRoute> routes =
        RoutePath.of(routing.configuration().root(), labels).stream()
            .map(path -> explainGroup.run(path, labels, routing, now))
            .toList();
    return new Explanation(
        labels,
        now,
        Optional.ofNullable(alerts.find(List.of(labels.fingerprint())).get(labels.fingerprint())),
        response(labels, routing),
        Optional.ofNullable(
            acknowledgements.holding(List.of(labels.fingerprint()), now).get(labels.fingerprint())),
        known.muting(labels, now),
        known.pending(labels, now),
        inhibitor(labels, routing, now),
        routes);
  }

  private ExplainedResponse response(Labels labels, Routing routing) {
    Optional<ResponseTimer> timer =
        Optional.ofNullable(
            responses.find(List.of(labels.fingerprint())).get(labels.fingerprint()));
    return new ExplainedResponse(
        routing.additions().teams().of(labels),
        timer.flatMap(known -> routing.overdueAt(labels, known.since())),
        timer.flatMap(ResponseTimer::overdueAt));
  }

  private Optional<Inhibitor> inhibitor(Labels labels, Routing routing, Instant now) {
    List<TargetKey> keys = routing.inhibition().targetKeys(labels);
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    Map<Fingerprint, Alert> candidates = new HashMap<>();
    sources.find(keys, now).values().stream()
        .flatMap(Collection::stream)
        .forEach(alert -> candidates.put(alert.fingerprint(), alert));
    return routing
        .inhibition()
        .mutedBy(labels, candidates.values(), now)
        .flatMap(by -> inhibitor(by, routing, candidates));
  }

  private static Optional<Inhibitor> inhibitor(
      InhibitedBy by, Routing routing, Map<Fingerprint, Alert> candidates) {
    return Optional.ofNullable(candidates.get(by.source()))
        .map(source ->
            new Inhibitor(
                routing.configuration().inhibitRules().get(by.rule()), by.rule(), source));
  }
}
