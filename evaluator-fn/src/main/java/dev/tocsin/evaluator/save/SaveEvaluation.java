package dev.tocsin.evaluator.save;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.AlertEvent;
import dev.tocsin.engine.alert.AlertHistory;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.engine.evaluation.AlertKeySet;
import dev.tocsin.engine.evaluation.AlertKeyTransition;
import dev.tocsin.engine.evaluation.AlertUpdate;
import dev.tocsin.engine.evaluation.AlertUpdates;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Saves evaluated keys and emits their alert events, within the caller's transaction. */
@Singleton
public class SaveEvaluation {
  private static final List<QueueName> CONSUMERS =
      List.of(QueueName.NOTIFY, QueueName.ENRICH, QueueName.REMEDIATE);

  private final Transactions transactions;
  private final AlertKeyStates alertKeyStates;
  private final Alerts alerts;
  private final AlertHistory history;
  private final Outbox outbox;
  private final ObjectMapper json;
  private final EvaluationMeters meters;
  private final CurrentSettings settings;

  SaveEvaluation(
      Transactions transactions,
      AlertKeyStates alertKeyStates,
      Alerts alerts,
      AlertHistory history,
      Outbox outbox,
      ObjectMapper json,
      EvaluationMeters meters,
      CurrentSettings settings) {
    this.transactions = transactions;
    this.alertKeyStates = alertKeyStates;
    this.alerts = alerts;
    this.history = history;
    this.outbox = outbox;
    this.json = json;
    this.meters = meters;
    this.settings = settings;
  }

  /** Saves keys; their transitions are counted once that is committed. */
  public void save(AlertKeySet keys, Instant now) {
    alertKeyStates.forget(keys.forgotten());
    alertKeyStates.save(keys.changed());
    List<AlertKeyTransition> transitions = keys.transitions();
    transactions.afterCommit(() -> meters.transitions(transitions));
    emit(AlertUpdates.emitted(transitions), now);
  }

  /**
   * Ends alerts that have no live key.
   *
   * @param orphaned under the lock under which they were found
   * @param at event time
   */
  public void end(List<Alert> orphaned, Instant at, Instant now) {
    Map<Fingerprint, Integer> counts = new HashMap<>();
    orphaned.forEach(alert -> counts.merge(alert.fingerprint(), 1, Integer::sum));
    emitUpdates(AlertUpdates.ended(orphaned, alerts.number(counts), at), now);
    transactions.afterCommit(() -> meters.orphaned(orphaned.size()));
  }

  private void emit(List<AlertKeyTransition> emitted, Instant now) {
    if (!emitted.isEmpty()) {
      emitUpdates(
          AlertUpdates.of(
              emitted,
              alerts.load(AlertUpdates.alertIds(emitted)),
              alerts.number(AlertUpdates.counts(emitted)),
              settings.now().naming()),
          now);
    }
  }

  private void emitUpdates(List<AlertUpdate> updates, Instant now) {
    alerts.save(AlertUpdates.latest(updates));
    List<AlertEvent> events = new ArrayList<>(updates.size());
    List<OutboxEvent> outgoing = new ArrayList<>(updates.size() * CONSUMERS.size());
    for (AlertUpdate update : updates) {
      AlertEvent event = event(update, now);
      events.add(event);
      for (QueueName queue : CONSUMERS) {
        Lane lane = new Lane(queue, event.fingerprint().shard());
        outgoing.add(new OutboxEvent(event.eventId(), lane, event.body()));
      }
    }
    history.append(events);
    outbox.add(outgoing, now);
  }

  private AlertEvent event(AlertUpdate update, Instant now) {
    AlertChanged event = update.event();
    return new AlertEvent(
        event.eventId(),
        update.alert().id(),
        update.alert().fingerprint(),
        event.seq(),
        event.change(),
        event.at(),
        now,
        write(event));
  }

  private String write(Message event) {
    try {
      return json.writeValueAsString(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
