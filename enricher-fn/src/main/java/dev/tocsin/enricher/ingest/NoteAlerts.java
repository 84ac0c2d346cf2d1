package dev.tocsin.enricher.ingest;

import dev.tocsin.core.enrichment.EnrichmentRequest;
import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.platform.deadletter.DeadLetterWriter;
import dev.tocsin.platform.queue.AfterCommit;
import dev.tocsin.platform.queue.MessageDecoder;
import dev.tocsin.platform.queue.MessageDecoder.Decoded;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Takes one message of alert events: alerts that fire are to be enriched, each once. All in one
 * transaction; taking it again changes nothing.
 */
@Singleton
public class NoteAlerts {
  private final MessageDecoder decoder;
  private final Transactions transactions;
  private final ConsumedEvents consumed;
  private final Outbox outbox;
  private final DeadLetterWriter deadLetters;
  private final Enrichments enrichments;
  private final AfterCommit afterCommit;
  private final FaultPoints faults;
  private final InstantSource clock;

  NoteAlerts(
      MessageDecoder decoder,
      Transactions transactions,
      ConsumedEvents consumed,
      Outbox outbox,
      DeadLetterWriter deadLetters,
      Enrichments enrichments,
      AfterCommit afterCommit,
      FaultPoints faults,
      InstantSource clock) {
    this.decoder = decoder;
    this.transactions = transactions;
    this.consumed = consumed;
    this.outbox = outbox;
    this.deadLetters = deadLetters;
    this.enrichments = enrichments;
    this.afterCommit = afterCommit;
    this.faults = faults;
    this.clock = clock;
  }

  public void run(String body) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Decoded decoded = decoder.decode(QueueName.ENRICH, body, now);
    int noted = transactions.inOne(() -> note(decoded, now));
    faults.reach(FaultPoint.AFTER_COMMIT);
    if (noted > 0) {
      afterCommit.wakeUp(QueueName.ENRICH);
    }
  }

  private int note(Decoded decoded, Instant now) {
    Set<UUID> fresh = consumed.take(QueueName.ENRICH, decoded.ids(), now);
    outbox.consumed(QueueName.ENRICH, decoded.ids());
    deadLetters.save(decoded.deadLetters(), now);
    faults.reach(FaultPoint.AFTER_LOAD);
    Map<UUID, EnrichmentRequest> requests = requests(decoded.events(), fresh);
    enrichments.request(requests.values(), now);
    faults.reach(FaultPoint.BEFORE_COMMIT);
    return requests.size();
  }

  private static Map<UUID, EnrichmentRequest> requests(List<Message> events, Set<UUID> fresh) {
    Map<UUID, EnrichmentRequest> requests = new LinkedHashMap<>();
    for (Message event : events) {
      if (fresh.contains(event.eventId())
          && event instanceof AlertChanged changed
          && !changed.change().equals(AlertChanged.RESOLVED)) {
        requests.putIfAbsent(
            changed.alert().alertId(), new EnrichmentRequest(changed.alert(), changed.seq()));
      }
    }
    return requests;
  }
}
