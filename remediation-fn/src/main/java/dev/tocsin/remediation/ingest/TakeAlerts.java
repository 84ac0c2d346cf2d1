package dev.tocsin.remediation.ingest;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.remediation.Catalogue;
import dev.tocsin.core.remediation.KnownAlerts;
import dev.tocsin.core.remediation.RemediationPlanner;
import dev.tocsin.core.remediation.RemediationPolicy;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.platform.deadletter.DeadLetterWriter;
import dev.tocsin.platform.queue.MessageDecoder;
import dev.tocsin.platform.queue.MessageDecoder.Decoded;
import dev.tocsin.remediation.save.FollowUp;
import dev.tocsin.remediation.save.SaveRuns;
import dev.tocsin.remediation.save.Saved;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Takes one message of alert events, all in one transaction; taking it again changes nothing. */
@Singleton
public class TakeAlerts {
  private final MessageDecoder decoder;
  private final Transactions transactions;
  private final ConsumedEvents consumed;
  private final Outbox outbox;
  private final DeadLetterWriter deadLetters;
  private final KnownAlerts knownAlerts;
  private final Runs runs;
  private final SaveRuns save;
  private final FollowUp followUp;
  private final Reloadable<Catalogue> catalogue;
  private final FaultPoints faults;
  private final InstantSource clock;

  TakeAlerts(
      MessageDecoder decoder,
      Transactions transactions,
      ConsumedEvents consumed,
      Outbox outbox,
      DeadLetterWriter deadLetters,
      KnownAlerts knownAlerts,
      Runs runs,
      SaveRuns save,
      FollowUp followUp,
      Reloadable<Catalogue> catalogue,
      FaultPoints faults,
      InstantSource clock) {
    this.decoder = decoder;
    this.transactions = transactions;
    this.consumed = consumed;
    this.outbox = outbox;
    this.deadLetters = deadLetters;
    this.knownAlerts = knownAlerts;
    this.runs = runs;
    this.save = save;
    this.followUp = followUp;
    this.catalogue = catalogue;
    this.faults = faults;
    this.clock = clock;
  }

  public void run(String body) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Decoded decoded = decoder.decode(QueueName.REMEDIATE, body, now);
    Saved saved = transactions.inOne(() -> take(decoded, now));
    faults.reach(FaultPoint.AFTER_COMMIT);
    followUp.follow(saved);
  }

  private Saved take(Decoded decoded, Instant now) {
    Set<UUID> fresh = consumed.take(QueueName.REMEDIATE, decoded.ids(), now);
    outbox.consumed(QueueName.REMEDIATE, decoded.ids());
    deadLetters.save(decoded.deadLetters(), now);
    RemediationPlanner planner = load(fresh(decoded.events(), fresh), now);
    faults.reach(FaultPoint.AFTER_LOAD);
    Saved saved = save.save(planner.added(), planner.changed(), now);
    knownAlerts.save(planner.heard());
    faults.reach(FaultPoint.BEFORE_COMMIT);
    return saved;
  }

  private static List<AlertChanged> fresh(List<Message> events, Set<UUID> fresh) {
    return events.stream()
        .filter(event -> fresh.contains(event.eventId()))
        .filter(AlertChanged.class::isInstance)
        .map(AlertChanged.class::cast)
        .toList();
  }

  /** Locks runs before targets, as everyone does who locks both. */
  private RemediationPlanner load(List<AlertChanged> events, Instant now) {
    Catalogue current = catalogue.current();
    List<Run> open =
        runs.lockOpen(
            events.stream()
                .filter(event -> event.change().equals(AlertChanged.RESOLVED))
                .map(event -> event.alert().alertId())
                .toList());
    RemediationPlanner planner =
        new RemediationPlanner(
            current,
            knownAlerts.load(
                events.stream()
                    .map(event -> Fingerprint.parse(event.alert().fingerprint()))
                    .toList()),
            open,
            runs.lockTargets(
                RemediationPlanner.targets(current, events), now.minus(RemediationPolicy.WINDOW)),
            now);
    events.forEach(planner::take);
    return planner;
  }
}
