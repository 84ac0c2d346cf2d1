package dev.tocsin.routing.explain;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.state.Acknowledgement;
import dev.tocsin.routing.state.AlertState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All on which the notification of alerts with some labels depends at a time.
 *
 * @param alert the current or last occurrence; there need not be any
 * @param acknowledgement that holds now
 * @param silences those that mute such alerts now, by id
 * @param pending those that will mute them, the next one first
 * @param routes one for each node of the routing tree that takes them, in the order of the tree
 */
public record Explanation(
    Labels labels,
    Instant at,
    Optional<Alert> alert,
    ExplainedResponse response,
    Optional<Acknowledgement> acknowledgement,
    List<Silence> silences,
    List<Silence> pending,
    Optional<Inhibitor> inhibitor,
    List<ExplainedRoute> routes) {
  public Explanation {
    silences = List.copyOf(silences);
    pending = List.copyOf(pending);
    routes = List.copyOf(routes);
  }

  /** How the alert stands; empty where there is none. */
  public Optional<AlertState> state() {
    Muted muted =
        new Muted(
            silences.stream().map(Silence::id).toList(),
            inhibitor.stream().map(by -> by.source().fingerprint()).toList());
    return alert.map(known -> AlertState.of(known, acknowledgement, muted, at));
  }
}
